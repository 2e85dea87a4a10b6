import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both, describeFilter, everything, fullFilter, isEverything, wireFilter, withClause } from '../../web/app/filter.js';
import { defaultState, hashOf, isDay, MAX_HASH, stateOf } from '../../web/app/state.js';

/** @import { ViewState } from '../../web/app/state.js' */

/** @param {Partial<ViewState>} patch @returns {ViewState} */
const state = (patch) => ({ ...defaultState(), ...patch });

const filter = {
  ...everything(), from: '2026-10-01', to: '2026-11-13', lowOnly: true, search: 'login & “loop” #1',
  clauses: [{ dimension: 'plan', values: ['Enterprise', 'a:b ~ c', ''] }, { dimension: 'area', values: ['Móvil / App'] }],
};

for (const [what, value] of /** @type {[string, ViewState][]} */ ([
  ['the default', state({})],
  ['every view option', state({ view: 'heatmap', role: 'sales', rows: 'area', cols: 'week', measure: 'low-count', sort: '-arr', open: 'spike:t1' })],
  ['every option of a table', state({ view: 'significance', within: 'plan', unit: 'accounts', test: 'mean', adjust: 'holm', level: '0.01', hide: '15', flip: '1', open: 'drivers', span: '91' })],
  ['a filter with odd values', state({ view: 'themes', filter })],
  ['open verbatims', state({ drawer: filter })],
  ['open verbatims of everything', state({ drawer: everything() })],
])) {
  test(`a link says ${what} and gives it back`, () => {
    const { state: back, isBad } = stateOf(`#${hashOf(value)}`);
    assert.equal(isBad, false);
    assert.deepEqual(back, value);
  });
}

test('any value of a dimension is kept in a link', () => {
  const { state, isBad } = stateOf('#/findings?items=1&items.any=plan&items.in=region%3AUK');
  assert.equal(isBad, false);
  assert.deepEqual(state.drawer?.clauses, [{ dimension: 'region', values: ['UK'] }, { dimension: 'plan', values: [] }]);
  assert.deepEqual(stateOf(hashOf(state)).state, state);
});

for (const bad of ['#/nowhere', '#findings', '#/findings?role=boss', '#/findings?from=2026-13-01', '#/findings?in=plan', '#/heatmap?items=1&items.to=today', `#/findings?q=${'x'.repeat(MAX_HASH)}`]) {
  test(`a bad link gives the default and says so: ${bad.slice(0, 40)}`, () => {
    const { state: back, isBad } = stateOf(bad);
    assert.equal(isBad, true);
    assert.deepEqual(back, { ...defaultState(), view: back.view });
  });
}

test('an empty address is the landing view and not a bad link', () => {
  assert.deepEqual(stateOf(''), { state: defaultState(), isBad: false });
});

test('a link is never longer than the limit, and still opens the view', () => {
  const values = Array.from({ length: 400 }, (_, idx) => `a long value number ${idx}`);
  const long = state({ view: 'themes', role: 'pm', filter: { ...everything(), clauses: [{ dimension: 'theme', values }] } });
  const hash = hashOf(long);
  assert.ok(hash.length <= MAX_HASH);
  assert.equal(stateOf(hash).state.view, 'themes');
  assert.equal(stateOf(hash).isBad, false);
});

test('a link carries no list of rows', () => {
  const hash = hashOf(state({ drawer: { ...everything(), rows: [1, 2, 3] } }));
  assert.equal(stateOf(hash).state.drawer, undefined);
});

test('only days of the calendar are days', () => {
  assert.equal(isDay('2026-02-28'), true);
  for (const wrong of ['2026-02-30', '2026-2-3', '', 'today', '2026-13-01']) assert.equal(isDay(wrong), false, wrong);
});

test('the engine is told only what is set', () => {
  assert.deepEqual(wireFilter(everything()), {});
  assert.equal(isEverything(everything()), true);
  assert.deepEqual(wireFilter(fullFilter(wireFilter(filter))), wireFilter(filter));
});

test('a condition replaces the one on the same dimension, in its place', () => {
  const next = withClause(filter, 'plan', ['Free']);
  assert.deepEqual(next.clauses.map(({ dimension, values }) => [dimension, ...values]), [['plan', 'Free'], ['area', 'Móvil / App']]);
  assert.deepEqual(withClause(next, 'plan', []).clauses.map(({ dimension }) => dimension), ['area']);
});

test('two filters together are narrower than each, and joining twice changes nothing', () => {
  const cell = { ...everything(), from: '2026-11-07', clauses: [{ dimension: 'plan', values: ['Enterprise'] }], search: 'loop' };
  const joined = both(filter, cell);
  assert.equal(joined.from, '2026-11-07');
  assert.equal(joined.to, '2026-11-13');
  assert.deepEqual(joined.clauses[0], { dimension: 'plan', values: ['Enterprise'] });
  assert.deepEqual(both(joined, cell), joined);
});

test('a filter is read aloud part by part', () => {
  const dimensions = [{ key: 'plan', name: 'Plan', origin: /** @type {const} */ ('file'), role: 'plan', isOrdered: false, values: [], nValues: 3, nMissing: 0 }];
  assert.deepEqual(describeFilter(filter, dimensions), [
    'Plan: Enterprise, a:b ~ c, (none)', 'Area: Móvil / App', '1 Oct – 13 Nov 2026', 'low scores', '“login & “loop” #1”',
  ]);
});
