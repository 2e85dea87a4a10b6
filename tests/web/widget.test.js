/** @file The widget's pure parts: reading a saved result, what an address may ask for, heights. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { heightOf } from '../../web/widget/embed-height.js';
import { frameOptions } from '../../web/widget/frame-options.js';
import {
  checkSnapshot, filterWords, labelOf, namer, parseSnapshot, provenanceLine, WidgetError,
} from '../../web/widget/snapshot.js';

const TEXT = readFileSync(new URL('../fixtures/snapshot.json', import.meta.url), 'utf8');

/** @param {(snapshot: any) => void} change */
function changed(change) {
  const snapshot = JSON.parse(TEXT);
  change(snapshot);
  return snapshot;
}

/** @param {() => unknown} run */
function codeOf(run) {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof WidgetError && /^[A-Z].*\.$/.test(error.message), String(error));
    return error.code;
  }
  return 'none';
}

test('a saved result is read', () => {
  const snapshot = parseSnapshot(TEXT);
  assert.equal(snapshot.findings.findings.length, 3);
  assert.equal(provenanceLine(snapshot), 'As of 4 Oct 2026, n = 5,000, no filter');
});

test('what is no saved result is refused in a sentence', () => {
  /** @type {[string, () => unknown][]} */
  const cases = [
    ['not-json', () => parseSnapshot('<!doctype html>')],
    ['not-a-result', () => parseSnapshot('null')],
    ['not-a-result', () => parseSnapshot('[]')],
    ['not-a-result', () => parseSnapshot('{"format":"other"}')],
    ['too-new', () => checkSnapshot(changed((s) => { s.version = 2; }))],
    ['too-new', () => checkSnapshot(changed((s) => { delete s.version; }))],
    ['not-a-result', () => checkSnapshot(changed((s) => { delete s.findings; }))],
    ['not-a-result', () => checkSnapshot(changed((s) => { s.tables[0].value.pop(); }))],
    ['not-a-result', () => checkSnapshot(changed((s) => { s.tables[0].rows = null; }))],
    ['none', () => checkSnapshot(changed((s) => { s.tables = []; }))],
  ];
  for (const [code, run] of cases) assert.equal(codeOf(run), code, String(run));
});

test('values and filters read as people say them', () => {
  const snapshot = changed((s) => {
    s.themes.themes[0].id = 't1';
    s.themes.themes[0].name = 'login loop';
    s.overview.dimensions = [{ key: 'area', name: 'product_area' }];
  });
  const nameOf = namer(snapshot);
  assert.equal(nameOf('theme', 't1'), 'login loop');
  assert.equal(nameOf('plan', 't1'), 't1');
  assert.equal(nameOf('plan', ''), '(none)');
  assert.equal(labelOf('product_area'), 'Product area');
  assert.equal(labelOf(''), '');
  const filter = {
    clauses: [{ dimension: 'area', values: ['Mobile', ''] }, { dimension: 'theme', values: ['t1'] }],
    from: '2026-09-28', to: '2026-10-04', lowOnly: true, search: '<b>', rows: [1, 2],
  };
  const words = filterWords(snapshot, filter);
  assert.match(words, /^Product area Mobile or \(none\), Theme login loop, /);
  assert.match(words, /low scores, “<b>”, 2 chosen items$/);
});

test('an address may only ask for views, schemes and files of its own site', () => {
  const base = 'https://host.example/tool/widget.html';
  const good = frameOptions('?src=a/r.json&view=digest&theme=dark&id=x-1&limit=3&table=1', base);
  assert.deepEqual(good, {
    src: 'https://host.example/tool/a/r.json', view: 'digest', theme: 'dark', id: 'x-1', numbers: { table: '1', limit: '3' },
  });
  const bad = frameOptions('?src=//evil.example/r.json&view=constructor&theme=x&id=<b>&limit=1e9', base);
  assert.deepEqual(bad, { src: '', view: 'heatmap', theme: 'auto', id: '', numbers: {} });
  for (const src of ['javascript:alert(1)', 'data:,{}', 'blob:https://host.example/1', 'http://host.example/r.json',
    'https://user@host.example/r.json', 'https://[', '']) {
    assert.equal(frameOptions(`?src=${encodeURIComponent(src)}`, base).src, '', src);
  }
});

test('only a height comes out of a frame, within bounds', () => {
  const message = { type: 'undertone:height', v: 1, id: '', height: 500.4 };
  assert.equal(heightOf(message), 500);
  assert.equal(heightOf({ ...message, height: 3 }), 80);
  assert.equal(heightOf({ ...message, height: 1e9 }), 4000);
  for (const wrong of [null, undefined, 'x', 5, [], { ...message, v: 2 }, { ...message, type: 'height' },
    { ...message, height: '500' }, { ...message, height: NaN }, { ...message, height: Infinity }]) {
    assert.equal(heightOf(wrong), undefined);
  }
});
