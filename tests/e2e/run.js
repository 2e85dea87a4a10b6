/**
 * @file Runs the browser tests: every `*.e2e.js` below `tests/`. Each exports an object of named
 * async functions; each of these gets a fresh page. After each, the page must have logged no error,
 * broken no policy, and asked no other origin for anything.
 *
 * `node tests/e2e/run.js [WORD…]` runs only the tests whose name or file contains a word.
 */

import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Stage } from './stage.js';

/** @typedef {(t: import('./stage.js').Scene) => Promise<void>} Test */

const LIMIT_MS = 180_000;

const words = process.argv.slice(2);
const stage = await Stage.set();
let passed = 0;
let failed = 0;
for (const file of testFiles('tests')) {
  const { default: tests } = await import(pathToFileURL(resolve(file)).href);
  for (const [name, test] of Object.entries(/** @type {Record<string, Test>} */ (tests))) {
    if (words.length > 0 && !words.some((word) => `${file} ${name}`.includes(word))) continue;
    const begin = performance.now();
    const error = await outcome(test);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    if (error) {
      failed += 1;
      console.log(`not ok ${name} (${relative('.', file)}, ${seconds} s)\n${indented(error)}`);
    } else {
      passed += 1;
      console.log(`ok ${name} (${seconds} s)`);
    }
  }
}
await stage.strike();
console.log(`# pass ${passed}\n# fail ${failed}`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * What went wrong, or nothing.
 * @param {Test} test
 */
async function outcome(test) {
  const scene = await stage.scene();
  try {
    await Promise.race([test(scene), tooLong()]);
    scene.check();
    return undefined;
  } catch (error) {
    const { stack = String(error) } = /** @type {Error} */ (error);
    return [stack, ...scene.errors].join('\n');
  } finally {
    await scene.end();
  }
}

/** @returns {Promise<never>} */
function tooLong() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`not over after ${LIMIT_MS / 1000} s`)), LIMIT_MS).unref();
  });
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return testFiles(path);
      return entry.name.endsWith('.e2e.js') ? [path] : [];
    })
    .sort();
}

/** @param {string} text */
function indented(text) {
  return text.replace(/^/gm, '    ');
}
