/** @file A worker that dies is replaced, and nobody has to open a file again. */

import assert from 'node:assert/strict';

/** @import { Scene } from './stage.js' */

/** Makes the next call trap, as a bug in the module would: it fails where text leaves the module. */
const poison = () => {
  TextDecoder.prototype.decode = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
};

/** The code that a call is refused with in the page. */
const codeOfOpen = () =>
  engine.open('x.csv', new Blob(['a,b\n1,2'])).then(() => 'opened', (error) => error.code);

export default {
  /** @param {Scene} t */
  async 'after a trap the next call answers as if nothing had happened'(t) {
    await t.openEngine();
    await t.page.evaluate(() => openSample());
    const before = await t.page.evaluate(() => engine.findings());
    await t.worker().evaluate(poison);
    assert.equal(await t.page.evaluate(codeOfOpen), 'crashed');
    assert.deepEqual(await t.page.evaluate(() => engine.findings()), before);
    assert.equal(await t.page.evaluate(() => told['restart']?.length), 1);
    assert.equal(t.page.workers().length, 1);
  },

  /** @param {Scene} t */
  async 'a worker that fails outside a call is replaced too'(t) {
    t.allow(/out of order/);
    await t.openEngine();
    await t.page.evaluate(() => openSample());
    await t.worker().evaluate(() => {
      setTimeout(() => {
        throw new Error('out of order');
      });
    });
    await t.until(() => told['restored']?.length === 1);
    assert.ok(await t.page.evaluate(() => engine.overview().then((view) => view.nItems > 0)));
  },

  /** @param {Scene} t */
  async 'file ids and choices outlive the worker'(t) {
    await t.openEngine();
    const [id, name] = await t.page.evaluate(async () => {
      const first = await engine.open('first.csv', await fileOf('sample/accounts.csv'));
      const view = await engine.open('feedback.csv', await fileOf('sample/feedback.csv'));
      await engine.close(first.id);
      const column = view.columns.find((c) => c.role === 'score') ?? view.columns[0];
      await engine.choose(view.id, { roles: [[column?.name ?? '', null]] });
      return /** @type {const} */ ([view.id, column?.name]);
    });
    await t.worker().evaluate(poison);
    await t.page.evaluate(codeOfOpen);
    const again = await t.page.evaluate((file) => engine.choose(file, {}), id);
    assert.equal(again.id, id);
    assert.equal(again.name, 'feedback.csv');
    assert.equal(again.columns.find((column) => column.name === name)?.role, null);
  },

  /** @param {Scene} t */
  async 'files and model are taken before the analysis has arrived'(t) {
    let arrive = () => {};
    const arrived = new Promise((resolve) => (arrive = () => resolve(undefined)));
    await t.page.route('**/analysis-*.wasm', async (route) => {
      await arrived;
      await route.continue();
    });
    await t.openEngine();
    const model = t.page.evaluate(async () => {
      const view = await engine.open('feedback.csv', await fileOf('sample/feedback.csv'));
      return Promise.all([view.nRows > 0, engine.loadModel()]);
    });
    setTimeout(arrive, 1500);
    assert.deepEqual(await model, [true, true]);
    assert.deepEqual(await t.page.evaluate(() => told.restart ?? []), []);
  },

  /** @param {Scene} t */
  async 'cancelling settles what waits and keeps the files'(t) {
    await t.openEngine();
    const outcome = await t.page.evaluate(async () => {
      for (const file of ['feedback.csv', 'accounts.csv']) {
        await engine.open(file, await fileOf(`sample/${file}`));
      }
      const running = engine.analyse().then(() => 'done', (error) => error.code);
      const waiting = engine.overview().then(() => 'done', (error) => error.code);
      await Promise.resolve();
      engine.cancel();
      return [await running, await waiting, (await engine.analyse()).isDone];
    });
    assert.deepEqual(outcome, ['cancelled', 'cancelled', true]);
  },

  /** @param {Scene} t */
  async 'decisions outlive the worker'(t) {
    await t.openEngine();
    await t.page.evaluate(() => openSample());
    const edit = () => engine.edit({ kind: 'set-owner', area: 'Mobile', owner: 'Ada' });
    const before = await t.page.evaluate(edit);
    await t.worker().evaluate(poison);
    await t.page.evaluate(codeOfOpen);
    const after = await t.page.evaluate(() => engine.project());
    assert.deepEqual(after.owners, before.owners);
  },

  /** @param {Scene} t */
  async 'a file that is no table is refused with its code and the rest goes on'(t) {
    await t.openEngine();
    const refused = await t.page.evaluate(() =>
      engine.open('scan.csv', new Blob(['%PDF-1.7\n%âãÏÓ\n1 0 obj'])).then(
        () => 'opened',
        (error) => error.code,
      ),
    );
    assert.equal(refused, 'wrong-type');
    assert.ok(await t.page.evaluate(() => openSample().then((progress) => progress.isDone)));
    assert.equal(await t.page.evaluate(() => told['restart']?.length), 0);
  },
};
