/**
 * @file Times the import of files by Undertone and its peers, in Chromium:
 * `node tests/e2e/peers/run.js [--rounds N] [--only NAME]… --packages FOLDER FILE…` prints one line
 * of JSON for each case. Every case has a browser, a profile and a renderer of its own, and the
 * contestants take turns, so that a slow minute of the machine meets them all.
 */

import { parseArgs } from 'node:util';

import { launch } from '../stage.js';
import { Renderers, memory } from './process.js';
import { CONTESTANTS, serveContestants } from './site.js';

/** @import { Name } from './site.js' */

/**
 * What a contestant found in the file; what it cannot say is left out.
 * @typedef {object} Seen
 * @property {number} rows
 * @property {number} csatMissing
 * @property {number} areas
 * @property {number} [csatSum]
 * @property {number} [textBytes] In UTF-8.
 * @property {number} [textUnits] In UTF-16.
 */

const N_IMPORTS = 3;
const LIMIT_MS = 300_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true, default: [] },
    packages: { type: 'string', default: 'node_modules' },
  },
});

const { site, missing } = await serveContestants(values.packages);
for (const [name, reason] of missing) console.error(`${name} is not there and is left out: ${reason}`);
const names = /** @type {Name[]} */ (Object.keys(CONTESTANTS)).filter(
  (name) => !missing.has(CONTESTANTS[name].needs) && (values.only.length === 0 || values.only.includes(name)),
);
for (const file of positionals) {
  for (let round = 0; round < Number(values.rounds); round++) {
    // Nobody always follows the same one.
    const shift = round % Math.max(1, names.length);
    for (const name of [...names.slice(shift), ...names.slice(0, shift)]) {
      const outcome = await measured(name, file).catch((error) => ({ error: String(error.message ?? error) }));
      console.log(JSON.stringify({ file, contestant: name, round, ...outcome }));
      console.error(`round ${round + 1}, ${name}: ${'error' in outcome ? outcome.error : said(outcome)}`);
    }
  }
}
site.close();

/**
 * One case: a fresh tab, a first import, and more of them.
 * @param {Name} name
 * @param {string} file
 */
async function measured(name, file) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    const died = new Promise((_, reject) => {
      page.on('crash', () => reject(new Error('the tab crashed')));
      setTimeout(() => reject(new Error(`not over after ${LIMIT_MS / 1000} s`)), LIMIT_MS).unref();
    });
    const run = async () => {
      await page.goto(site.url + CONTESTANTS[name].page);
      while (!(await page.evaluate(() => 'peer' in globalThis))) await page.waitForTimeout(20);
      await page.evaluate(() => peer.prepare());
      await page.locator('input').setInputFiles(file);
      await page.waitForTimeout(300); // What was started with the page has come to rest.
      const renderers = new Renderers(browser);
      await renderers.find();
      const imports = [];
      for (let i = 0; i < N_IMPORTS; i++) {
        if (i > 0) await page.evaluate(() => peer.close());
        const before = renderers.times();
        const wall = await page.evaluate(() => peer.open());
        const { pid, ...spent } = renderers.since(before);
        const longestTask = await page.evaluate(() => peer.longestTask());
        imports.push({ wall, ...spent, longestTask, peakMb: memory(pid).peak });
      }
      return { imports, seen: await page.evaluate(() => peer.check()) };
    };
    return await /** @type {ReturnType<typeof run>} */ (Promise.race([run(), died]));
  } finally {
    await browser.close();
  }
}

/** @param {Awaited<ReturnType<typeof measured>>} outcome */
function said({ imports }) {
  return `${imports.map(({ busiest }) => busiest.toFixed(0)).join(', ')} ms CPU`;
}
