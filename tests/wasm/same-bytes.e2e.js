/** @file The browser and the command line give the same bytes. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

/** @import { Scene } from '../e2e/stage.js' */

const SAMPLE = ['dist/sample/feedback.csv', 'dist/sample/accounts.csv'];

/**
 * What the command line writes.
 * @param {string} kind
 * @param {string[]} options
 */
function natively(kind, ...options) {
  const program = process.env['UNDERTONE_CLI'] ?? 'target/fast/undertone';
  const limits = { encoding: /** @type {const} */ ('utf8'), maxBuffer: 1 << 28 };
  return execFileSync(program, ['export', ...SAMPLE, '--kind', kind, ...options], limits);
}

/**
 * What the page would download.
 * @param {Scene} t
 * @param {import('../../web/engine/types/query.js').ExportKind} kind
 */
function inBrowser(t, kind) {
  return t.page.evaluate(
    async (kind) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await engine.export({ kind })),
    kind,
  );
}

export default {
  /** @param {Scene} t */
  async 'findings without the model are the same bytes in the browser and natively'(t) {
    await t.openEngine();
    await t.page.evaluate(() => openSample());
    assertSame(await inBrowser(t, 'findings.json'), natively('findings.json', '--no-model'));
  },

  /** @param {Scene} t */
  async 'every export with the model is the same bytes in the browser and natively'(t) {
    await t.openEngine();
    assert.ok(await t.page.evaluate(() => engine.loadModel()), 'the model is not there');
    await t.page.evaluate(() => openSample());
    for (const kind of /** @type {const} */ (['findings.json', 'items.csv', 'themes.csv', 'digest.md'])) {
      assertSame(await inBrowser(t, kind), natively(kind), kind);
    }
  },

  /** @param {Scene} t */
  async 'cells cross as typed arrays in which undefined is NaN'(t) {
    await t.openEngine();
    const table = await t.page.evaluate(async () => {
      await openSample();
      const { dimensions } = await engine.overview();
      const view = await engine.table({ rows: dimensions[0]?.key ?? 'theme' });
      const { value, n, rows, cols } = view;
      return { types: [value, n].map((c) => c.constructor.name), n: n.length, rows, cols };
    });
    assert.deepEqual(table.types, ['Float64Array', 'Float64Array']);
    assert.equal(table.n, table.rows.length * table.cols.length);
  },

  /** @param {Scene} t */
  async 'a new seed is a whole number, and another one each time'(t) {
    await t.openEngine();
    const seeds = await t.page.evaluate(async () => [await engine.newSeed(), await engine.newSeed()]);
    assert.ok(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0));
    assert.notEqual(seeds[0], seeds[1]);
  },
};

/**
 * @param {string} browser
 * @param {string} native
 * @param {string} [what]
 */
function assertSame(browser, native, what = 'findings.json') {
  assert.ok(native.length > 100, 'there is something to compare');
  if (browser === native) return;
  const [ours, theirs] = [browser.split('\n'), native.split('\n')];
  const line = ours.findIndex((text, i) => text !== theirs[i]);
  assert.fail(`${what} differs at line ${line + 1}: ${ours[line]} is ${theirs[line]} natively`);
}
