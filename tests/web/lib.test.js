import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeHtml, escapeMarkdown, neutraliseCell, toCsv, toHtmlTable, toMarkdown, toTsv } from '../../web/lib/clipboard.js';
import { addDays, formatBytes, formatChange, formatChanges, formatDay, formatMoney, formatName, formatP, formatPeriod, formatPlural, formatRatio, formatShare, formatValue } from '../../web/lib/format.js';
import { fileOfText } from '../../web/lib/paste.js';
import { beyondTerms, piecesOf, showControls, withNames } from '../../web/lib/text.js';

for (const payload of ['=1+1', '+cmd|calc', '-2+3+cmd', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', ' =1+1', '"=1+1', '\'=1+1', '＝1+1', '＠SUM', '=HYPERLINK("http://x")', '|calc', '%0A', '−1+2']) {
  test(`a spreadsheet does not calculate ${JSON.stringify(payload)}`, () => {
    assert.equal(neutraliseCell(payload), `'${payload}`);
  });
}

for (const harmless of ['', 'login loop', '-3.5', '+1', '1,204', '-5 %', 'a = b', 'mail@example.com', '3 − 2', '–']) {
  test(`an ordinary cell stays as it is: ${JSON.stringify(harmless)}`, () => {
    assert.equal(neutraliseCell(harmless), harmless);
  });
}

const grid = [['Theme', 'Items'], ['=cmd', 12], ['a\tb\nc', NaN], ['say "x", then | <b>', null]];

test('a copied table has no formula, no stray tab and empty cells for undefined', () => {
  assert.equal(toTsv(grid), 'Theme\tItems\n\'=cmd\t12\na b c\t\nsay "x", then | <b>\t');
});

test('a CSV quotes what needs it', () => {
  assert.equal(toCsv([['a', 'b'], ['x, "y"', -1], ['=1', ' pad ']]), 'a,b\r\n"x, ""y""",-1\r\n\'=1," pad "\r\n');
});

test('markup in cells stays text in every form', () => {
  assert.match(toHtmlTable(grid), /say &quot;x&quot;, then \| &lt;b&gt;/);
  assert.match(toMarkdown(grid), /\\\| \\<b\\>/);
  assert.equal(escapeHtml('<img src=x onerror="a()">\u2028'), '&lt;img src=x onerror=&quot;a()&quot;&gt;&#x2028;');
  assert.equal(escapeMarkdown('![x](y)'), '\\!\\[x\\](y)');
});

for (const [call, text] of /** @type {[string, string][]} */ ([
  [formatShare(0), '0 %'], [formatShare(0.0821), '8.2 %'], [formatShare(0.314), '31 %'], [formatShare(0.00001), '< 0.1 %'],
  [formatShare(0.99999), '> 99.9 %'], [formatShare(0.998), '99.8 %'], [formatShare(0.994), '99 %'], [formatShare(1), '100 %'], [formatShare(NaN), '–'],
  [formatChange(0.118, 'share'), '+12 points'], [formatChange(-0.0412, 'share'), '−4.1 points'], [formatChange(-0.352, 'score'), '−0.35'], [formatChange(8, 'points'), '+8.0 points'],
  [formatChange(-0.0034, 'share'), '−0.34 points'], [formatChange(-0.00001, 'share'), '±0.00 points'], [formatChange(null, 'share'), '–'], [formatChanges(-0.02, 0.31, 'share'), '−2.0 to +31'],
  [formatMoney(1_240_000, 'USD'), '$1.24m'], [formatMoney(840_000, '€'), '€840k'], [formatMoney(999_600, 'GBP'), '£1m'],
  [formatMoney(7900, 'CHF'), 'CHF 7,900'], [formatMoney(null, 'USD'), '–'], [formatMoney(-52_000, 'USD'), '−$52k'],
  [formatMoney(2_500_000_000, null), '2.5bn'],
  [formatDay('2026-09-09'), '9 Sep 2026'], [formatDay('soon'), 'soon'], [formatPeriod('2026-11-03', '2026-11-09'), '3 – 9 Nov 2026'],
  [formatPeriod('2026-10-03', '2026-11-09'), '3 Oct – 9 Nov 2026'], [formatPeriod('2025-12-30', '2026-01-05'), '30 Dec 2025 – 5 Jan 2026'],
  [formatPeriod('', '2026-11-09'), 'until 9 Nov 2026'], [addDays('2026-03-01', -1), '2026-02-28'],
  [formatP(0.00004), 'p < 0.001'], [formatP(0.0412, 'q'), 'q = 0.041'], [formatP(0.5), 'p = 0.50'], [formatP(NaN), 'p –'],
  [formatName('product_area'), 'Product area'], [formatName('account_id'), 'Account ID'], [formatName('Wie zufrieden?'), 'Wie zufrieden?'],
  [formatRatio(4), '4.0×'], [formatRatio(12.4), '12×'], [formatRatio(null), 'new'],
  [formatBytes(512), '512 B'], [formatBytes(1_234_567), '1.2 MB'], [formatPlural(1, 'account'), '1 account'], [formatPlural(0, 'series', 'series'), '0 series'],
  [formatValue(-12, 'points'), '−12'], [formatValue(3.8412, 'score'), '3.84'], [formatValue(undefined, 'count'), '–'],
])) {
  test(`numbers read as “${text}”`, () => assert.equal(call.replaceAll('\u00a0', ' '), text));
}

test('a sheet range keeps its columns, plain lines become one verbatim each', () => {
  assert.deepEqual(fileOfText('a\tb\n1\t2'), { name: 'pasted.tsv', content: 'a\tb\n1\t2' });
  assert.equal(fileOfText('id,text\n1,hello\n2,"a, b"')?.name, 'pasted.csv');
  assert.equal(fileOfText('The app is slow, really.\nSays "no", again\n\n')?.content, 'verbatim\r\n"The app is slow, really."\r\n"Says ""no"", again"\r\n');
  assert.equal(fileOfText('{"text":"x"}\n{"text":"y"}')?.name, 'pasted.json');
  assert.equal(fileOfText(' \n '), undefined);
});

test('a verbatim is cut at its marks, and nothing of it is lost', () => {
  const text = 'stuck in a login loop again';
  const marks = [
    { start: 11, end: 21, dimension: /** @type {const} */ ('theme'), value: 'login loop' },
    { start: 0, end: 16, dimension: /** @type {const} */ ('category'), value: 'bug' },
    { start: 20, end: 900, dimension: /** @type {const} */ ('risk'), value: 'out of range' },
    { start: 5, end: 5, dimension: /** @type {const} */ ('risk'), value: 'empty' },
  ];
  const pieces = piecesOf(text, marks);
  assert.equal(pieces.map((piece) => piece.text).join(''), text);
  assert.deepEqual(pieces.map((piece) => piece.marks.map(({ value }) => value)), [['bug'], ['login loop', 'bug'], ['login loop'], []]);
  assert.deepEqual(piecesOf('', []), []);
});

test('signs that turn text around are shown', () => {
  assert.equal(showControls('a\u202eb\u2069'), 'a[RLO]b[PDI]');
});

test('a description says what its terms do not, without its quotation marks', () => {
  const terms = ['card fee', 'extra', 'atm'];
  assert.equal(beyondTerms('card fee, extra: ““Why: a fee?”', terms), 'Why: a fee?');
  assert.equal(beyondTerms('card fee, extra', terms), '');
  assert.equal(beyondTerms('Customers ask about fees: all of them', terms), 'Customers ask about fees: all of them');
});

test('decisions name themes, not their ids', () => {
  const themes = [{ id: 'card-fee', name: 'Fees' }, { id: 'größe', name: 'Size' }];
  for (const [line, told] of /** @type {const} */ ([
    ['Renamed theme card-fee to “a theme park”', 'Renamed “Fees” to “a theme park”'],
    ['Merged theme gone-by into card-fee', 'Merged “gone by” into “Fees”'],
    ['Split “x” off theme größe', 'Split “x” off “Size”'],
    ['Took an item and what is like it out of theme card-fee', 'Took an item and what is like it out of “Fees”'],
    ['Set theme card-fee to validated', 'Set “Fees” to validated'],
    ['Wrote on the card of theme card-fee', 'Wrote on the card of “Fees”'],
    ['Set category of FB-1 to praise', 'Set category of FB-1 to praise'],
    ['Took an item out of all themes', 'Took an item out of all themes'],
    ['Renamed “Fees” to “x”', 'Renamed “Fees” to “x”'],
  ])) assert.equal(withNames(line, themes), told);
});
