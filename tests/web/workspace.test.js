import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Answers } from '../../web/app/answers.js';
import { lackOf } from '../../web/app/capabilities.js';
import { findingsFor } from '../../web/app/roles.js';
import { defaultState } from '../../web/app/state.js';
import { Workspace } from '../../web/app/workspace.js';
import { cellSentence, chanceOf, effectOf, gridOf, heatLevels, markOf } from '../../web/lib/cells.js';
import { scaleOf } from '../../web/views/bars.js';
import { queryOf } from '../../web/views/table-query.js';
import { linesOf, sumOf } from '../../web/views/report.js';
import { FakeEngine } from './fake-engine.js';
import { fileView } from './fake-file.js';

/** @import { Saved } from '../../web/lib/storage.js' */

/** A storage in memory. */
class Memory {
  /** @type {Saved | undefined} */ saved;
  /** @param {Saved} saved */
  async save(saved) {
    this.saved = saved;
    return true;
  }
  async load() {
    return this.saved;
  }
  async clear() {
    this.saved = undefined;
  }
}

function workspace() {
  const engine = new FakeEngine();
  engine.pause = 0;
  const storage = new Memory();
  const work = new Workspace(/** @type {any} */ (engine), /** @type {any} */ (storage));
  return { engine, storage, work };
}
const csv = { name: 'feedback.csv', blob: new Blob(['text\nhello\n']) };

test('a bad file is named and the others go on', async () => {
  const { work } = workspace();
  await work.open([{ name: 'empty.csv', blob: new Blob([]) }, csv]);
  assert.equal(work.phase, 'mapping');
  assert.deepEqual(work.files.map(({ name }) => name), ['feedback.csv']);
  assert.deepEqual(work.problems.map(({ name, code }) => [name, code]), [['empty.csv', 'empty-file']]);
  assert.match(work.problems[0]?.message ?? '', /^"empty.csv" is empty/);
});

test('from files to findings, and back after a reload', async () => {
  const { work, storage } = workspace();
  await work.open([csv]);
  await work.choose(1, { roles: [['Queue', 'product']] });
  await work.choose(1, { roles: [['CSAT', null]], dateOrders: [['Submitted', 'dmy']] });
  await work.analyse();
  assert.equal(work.phase, 'ready');
  await work.edit({ kind: 'set-finding-status', finding: 'spike:t1', status: 'reviewing', note: '' });
  assert.equal(work.project?.canUndo, true);
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(storage.saved?.files[0]?.choices, { roles: [['Queue', 'product'], ['CSAT', null]], dateOrders: [['Submitted', 'dmy']] });

  const next = new Workspace(/** @type {any} */ (new FakeEngine()), /** @type {any} */ (storage));
  await next.resume();
  assert.equal(next.phase, 'ready');
  assert.equal(next.files[0]?.columns.find(({ name }) => name === 'Queue')?.role, 'product');
});

test('a slow save never replaces a later one', async () => {
  const { work, engine, storage } = workspace();
  await work.open([csv]);
  await work.analyse();
  let n = 0;
  engine.export = async () => new TextEncoder().encode(`after decision ${n += 1}`);
  const save = storage.save.bind(storage);
  let pause = 20;
  storage.save = async (saved) => {
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = 0;
    return save(saved);
  };
  for (const status of /** @type {const} */ (['reviewing', 'new', 'shipped'])) {
    await work.edit({ kind: 'set-finding-status', finding: 'spike:t1', status, note: '' });
  }
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(storage.saved?.project, `after decision ${n}`);
});

test('what was decided is kept while a further file waits for its analysis', async () => {
  const { work, storage } = workspace();
  await work.open([csv]);
  await work.analyse();
  await work.edit({ kind: 'set-finding-status', finding: 'spike:t1', status: 'reviewing', note: '' });
  await work.open([{ ...csv, name: 'more.csv' }]);
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(work.phase, 'mapping');
  assert.notEqual(storage.saved?.project, '');
  assert.equal(storage.saved?.files.length, 2);
});

test('cancelling leaves the files open', async () => {
  const { work, engine } = workspace();
  await work.open([csv]);
  engine.pause = 20;
  const running = work.analyse();
  await new Promise((resolve) => setTimeout(resolve, 5));
  work.cancel();
  await running;
  assert.equal(work.phase, 'mapping');
  assert.deepEqual(work.problems, []);
});

test('a cancelled file is not added, and the others go on', async () => {
  const { work, engine } = workspace();
  engine.pause = 1;
  const opening = work.open([csv, { name: 'large.csv', blob: csv.blob }, { name: 'accounts.csv', blob: csv.blob }]);
  while (work.reading?.preview === undefined) await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([work.reading.name, work.reading.done, work.waiting], ['large.csv', 0, ['accounts.csv']]);
  const begin = performance.now();
  work.cancel();
  await opening;
  assert.ok(performance.now() - begin < 300);
  assert.deepEqual(work.files.map(({ name }) => name), ['feedback.csv', 'accounts.csv']);
  assert.deepEqual([work.problems, work.reading, work.phase], [[], undefined, 'mapping']);
});

test('cancelling all leaves out what waits, and the findings stay', async () => {
  const { work, engine } = workspace();
  await work.open([csv]);
  await work.analyse();
  engine.pause = 1;
  const opening = work.open([{ name: 'large.csv', blob: csv.blob }, { name: 'accounts.csv', blob: csv.blob }]);
  await work.open([{ name: 'late.csv', blob: csv.blob }]);
  work.cancel(true);
  await opening;
  assert.deepEqual([work.files.length, work.phase, work.isStale, work.waiting], [1, 'ready', false, []]);
});

test('a file that cannot be read leaves the findings as they are', async () => {
  const { work } = workspace();
  await work.open([csv]);
  await work.analyse();
  await work.open([{ name: 'empty.csv', blob: new Blob([]) }]);
  assert.deepEqual([work.phase, work.isStale, work.problems.length], ['ready', false, 1]);
});

test('choices are taken back one by one, each file for itself', async () => {
  const { work } = workspace();
  await work.open([csv, { name: 'accounts.csv', blob: csv.blob }]);
  void work.choose(1, { encoding: 'gbk' }, 'Encoding: GBK');
  void work.choose(2, { kind: 'other' }, 'Rows are something else');
  await work.choose(1, { roles: [['Queue', 'product']] }, 'Queue: Product');
  const now = () => work.files.map(({ encoding, kind, choices }) => [encoding, kind, choices.roles?.length ?? 0]);
  assert.deepEqual(now(), [['gbk', 'feedback', 1], ['UTF-8', 'other', 0]]);
  await work.undoChoice(work.lastStep(2));
  assert.deepEqual(now(), [['gbk', 'feedback', 1], ['UTF-8', 'accounts', 0]]);
  await work.undoChoice(work.lastStep());
  assert.deepEqual(now(), [['gbk', 'feedback', 0], ['UTF-8', 'accounts', 0]]);
  await work.undoChoice(work.lastStep());
  assert.deepEqual([now()[0], work.lastStep()], [['UTF-8', 'feedback', 0], undefined]);
});

test('reading again is cancelled without a trace', async () => {
  const { work, engine } = workspace();
  await work.open([{ name: 'large.csv', blob: csv.blob }]);
  engine.pause = 20;
  const choosing = work.choose(1, { encoding: 'gbk' }, 'Encoding: GBK');
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(work.reading?.id, 1);
  work.cancel();
  await choosing;
  assert.deepEqual([work.files[0]?.encoding, work.lastStep(), work.reading], ['UTF-8', undefined, undefined]);
});

test('the lines of a file add up, or no sum is said', () => {
  const file = { ...fileView(1, 'a.csv', [], []), nRows: 100, nSetAside: 2, nLines: 112 };
  file.dialect = { ...file.dialect, nPreamble: 2, nFooter: 1, nHeader: 1 };
  assert.deepEqual(linesOf(file), { blank: 4, inner: 5 });
  assert.equal(sumOf(file), '112 lines = 1 header line + 100 rows + 2 set aside + 4 blank + 5 line breaks inside cells');
  assert.equal(sumOf({ ...file, nLines: 100 }), '');
});

test('forgetting clears the copy in the browser', async () => {
  const { work, storage } = workspace();
  await work.open([csv]);
  await work.analyse();
  await work.forget();
  assert.equal(storage.saved, undefined);
  assert.equal(work.phase, 'empty');
  assert.equal(work.overview, undefined);
});

test('an answer stays on show until its newer one is there', async () => {
  const engine = new FakeEngine();
  /** @type {() => void} */
  let answered = () => {};
  const change = () => new Promise((resolve) => { answered = () => resolve(undefined); });
  const answers = new Answers(/** @type {any} */ (engine), () => answered());
  const first = answers.ask('overview', {});
  assert.equal(first.isPending, true);
  await change();
  const all = answers.ask('overview', {}).value?.nItems ?? 0;
  assert.ok(all > 0);
  const narrow = answers.ask('overview', { lowOnly: true });
  assert.equal(narrow.isPending, true);
  assert.equal(narrow.value?.nItems, all);
  await change();
  assert.ok((answers.ask('overview', { lowOnly: true }).value?.nItems ?? all) < all);
});

test('a worker that died is asked once more, an engine that refuses is not', async () => {
  let calls = 0;
  const engine = { overview: async () => {
    calls += 1;
    throw Object.assign(new Error('gone'), { code: calls === 1 ? 'crashed' : 'not-analysed' });
  } };
  const settled = new Promise((resolve) => {
    const answers = new Answers(/** @type {any} */ (engine), () => resolve(answers.ask('overview', {})));
    answers.ask('overview', {});
  });
  const answer = await settled;
  assert.equal(calls, 2);
  assert.equal(/** @type {any} */ (answer).error.message, 'gone');
});

test('long work says how far it is, and what was cancelled is asked again when it is wanted again', async () => {
  const engine = new FakeEngine();
  engine.pause = 0;
  /** @type {(number | undefined)[]} */
  const seen = [];
  const view = /** @type {any} */ (await new Promise((resolve) => {
    const answers = new Answers(/** @type {any} */ (engine), () => {
      const answer = answers.ask('alerts', { profile: 'high' });
      seen.push(answer.done);
      if (!answer.isPending) resolve(answer.value);
    });
    answers.ask('alerts', { profile: 'high' });
  }));
  assert.deepEqual(seen.slice(0, 5), [0, 0.2, 0.4, 0.6, 0.8]);
  assert.ok(view.alerts.length > 1 && view.alerts.every((/** @type {any} */ { rows, date, from }) => rows.length > 0 && from <= date));

  let calls = 0;
  const stopped = { alerts: async () => {
    calls += 1;
    throw Object.assign(new Error('Cancelled'), { code: 'cancelled' });
  } };
  /** @type {() => void} */
  let told = () => {};
  const again = new Answers(/** @type {any} */ (stopped), () => told());
  again.ask('alerts', {});
  await new Promise((resolve) => { told = () => resolve(undefined); });
  assert.equal(calls, 1);
  assert.equal(again.ask('alerts', {}).isPending, true);
  assert.equal(calls, 2);
});

test('each role sees its own findings in its own order', async () => {
  const { findings } = await new FakeEngine().findings({});
  assert.deepEqual(findingsFor(findings, '').map(({ id }) => id), findings.map(({ id }) => id));
  const leadership = findingsFor(findings, 'leadership');
  assert.ok(leadership.length < findings.length && leadership.every(({ audience }) => audience.includes('leadership')));
  const arr = leadership.map(({ exposure }) => exposure.arr ?? 0);
  assert.deepEqual(arr, [...arr].sort((a, b) => b - a));
});

test('a view whose data is missing says why', async () => {
  const overview = await new FakeEngine().overview({});
  assert.equal(lackOf(overview, 'spikes'), '');
  const capabilities = overview.capabilities.map((one) => (one.code === 'spikes' ? { ...one, available: false, reason: 'No column holds dates.' } : one));
  assert.equal(lackOf({ ...overview, capabilities }, 'spikes'), 'No column holds dates.');
  assert.equal(lackOf({ ...overview, capabilities }, 'heatmap'), '');
});

test('the worst cell is the hottest, whichever way the measure points', async () => {
  const engine = new FakeEngine();
  const rate = await engine.table({ rows: 'area', cols: 'plan', measure: 'low-rate' });
  const mean = await engine.table({ rows: 'area', cols: 'plan', measure: 'mean-score' });
  const few = { ...rate, test: 'a test', format: /** @type {const} */ ('share'), value: [0.2, 0.4, 1], untested: ['', '', 'base of 2'] };
  assert.deepEqual(heatLevels(/** @type {any} */ (few)), [0.5, 1, 1], 'a cell of two answers does not set the scale');
  const hottest = (/** @type {typeof rate} */ view) => heatLevels(view).indexOf(Math.max(...heatLevels(view)));
  assert.equal(rate.value[hottest(rate)], Math.max(.../** @type {Float64Array} */ (rate.value)));
  assert.equal(mean.value[hottest(mean)], Math.min(.../** @type {Float64Array} */ (mean.value)));
  assert.ok(heatLevels(rate).every((level) => level >= 0 && level <= 1));
  assert.deepEqual(heatLevels({ ...rate, value: [null, NaN] }), [0, 0]);
});

test('a cell is said with its base, and a copied table has every row', async () => {
  const view = await new FakeEngine().table({ rows: 'area', cols: 'plan', measure: 'low-rate' });
  const name = (/** @type {string} */ _, /** @type {string} */ value) => value;
  const said = cellSentence(view, 0, 0, name, 'USD');
  assert.match(said, /^Dashboard × Enterprise: \d+\s% low-score rate, base \d+, 95 % interval/);
  const grid = gridOf(view, name, true);
  assert.equal(grid.length, view.rows.length + 2);
  assert.match(String(grid[0]?.[1]), /Enterprise \(A\)/);
  assert.deepEqual([-2, -1, 0, 1, 2].map((mark) => markOf(mark).sign), ['▼▼', '▼', '', '▲', '▲▲']);
});

test('a difference is said by what was compared, and by the levels of the table', async () => {
  const view = await new FakeEngine().table({ rows: 'area', cols: 'plan', measure: 'low-rate' });
  const own = { ...view, diff: [0.118], diffLow: [0.04], diffHigh: [0.2] };
  const said = (/** @type {Partial<typeof view>} */ more) => effectOf({ ...own, ...more }, 0).replaceAll('\u00a0', ' ');
  assert.equal(said({}), '+12 points (95 %: +4.0 to +20) against the rest');
  assert.equal(said({ format: 'score', test: 'Brunner–Munzel' }), 'Cliff’s δ +0.12 (95 %: +0.040 to +0.20) against the rest');
  assert.equal(said({ format: 'score', test: "Welch's t" }), '+0.12 (95 %: +0.040 to +0.20) against the rest');
  assert.equal(said({ diff: [NaN] }), '');
  assert.deepEqual([0.0005, 0.03, 0.3, NaN].map((q) => chanceOf({ ...view, alpha: [0.05, 0.001] }, q).split(' ')[0]), ['far', 'more', 'no', '']);
});

test('a copied nested table names the outer value of every row', async () => {
  const view = await new FakeEngine().table({ rows: 'area', cols: 'plan', measure: 'low-rate' });
  const grid = gridOf({ ...view, rowName: 'Region › Product area', rowGroups: view.rows.map((_, idx) => `g${idx}`) }, (_, value) => value, false);
  assert.deepEqual(grid[0]?.slice(0, 2), ['Region', 'Product area']);
  assert.deepEqual(grid[2]?.slice(0, 2), ['g1', view.rows[1]]);
  assert.ok(grid.every((row) => row.length === grid[0]?.length));
});

test('a link asks for a table as far as the data has it', async () => {
  const overview = await new FakeEngine().overview({});
  const asked = (/** @type {Partial<ReturnType<typeof defaultState>>} */ state, noArr = false) => {
    const capabilities = noArr ? overview.capabilities.map((one) => ({ ...one, available: one.code !== 'arr' })) : overview.capabilities;
    return queryOf(/** @type {any} */ ({ state: { ...defaultState(), ...state } }), { ...overview, capabilities }, 'letters');
  };
  assert.deepEqual(asked({}), { rows: 'area', cols: 'plan', measure: 'low-rate', filter: {} });
  const all = asked({ within: 'region', unit: 'arr', adjust: 'holm', level: '0.01', sort: 'value', hide: '15', flip: '1', test: 'mean' });
  assert.deepEqual(all, {
    rows: 'area', cols: 'plan', measure: 'low-rate', filter: {}, within: 'region', unit: 'arr', adjust: 'holm', level: 0.01, strictLevel: 0.0001, sort: 'value', hideBelow: 15, transpose: true,
  });
  assert.deepEqual(asked({ unit: 'arr', within: 'area', adjust: 'guess', sort: '-arr', cols: 'none', flip: '1' }, true), { rows: 'area', cols: null, measure: 'low-rate', filter: {} });
  assert.equal(asked({ measure: 'mean-score', test: 'mean', unit: 'arr' })?.unit, undefined);
  assert.equal(asked({ measure: 'mean-score', test: 'mean' })?.test, 'mean');
});

test('a scale has nought on it and keeps the order', () => {
  const at = scaleOf([0.02, null, -0.04, NaN]);
  assert.ok(at(-0.04) < at(0) && at(0) < at(0.02) && at(-0.04) >= 0 && at(0.02) <= 100);
  assert.equal(scaleOf([])(0), 2);
});
