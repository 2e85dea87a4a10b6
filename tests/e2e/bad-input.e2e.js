/** @file What is wrong with a file is said in a sentence; the rest works, and nothing is lost or executed. */

import assert from 'node:assert/strict';

/** @import { Scene } from './stage.js' */

const PDF = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n';
const PNG = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1]);

/** Forty items, with whatever columns a test is about. */
const lines = (/** @type {(i: number) => string} */ line, n = 40) => Array.from({ length: n }, (_, i) => line(i));
const words = (/** @type {number} */ i) =>
  ['the login fails again after the update', 'the invoice is wrong and nobody answers', 'exports are slow since last week'][i % 3];
const GOOD = ['id,date,score,comment', ...lines((i) => `${i},2026-03-${10 + (i % 19)},${1 + (i % 5)},${words(i)} ${i}`)].join('\n');

/**
 * Files as if dropped on the window.
 * @param {Scene} t
 * @param {Record<string, string | Uint8Array>} files
 */
async function drop(t, files) {
  const parts = Object.entries(files).map(([name, content]) => [name, Buffer.from(content).toString('base64')]);
  await t.page.evaluate((all) => {
    const data = new DataTransfer();
    for (const [name = '', text = ''] of all) {
      data.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name));
    }
    dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, parts);
}

/** @param {Scene} t */
async function findings(t) {
  await t.page.locator('#analyse').click();
  await t.page.getByRole('heading', { level: 1, name: /Findings/ }).waitFor({ timeout: 60_000 });
}

/** What is said to be wrong. @param {Scene} t */
async function problems(t) {
  await t.page.locator('.ut-problems li').first().waitFor();
  return t.page.locator('.ut-problems li').allTextContents();
}

/** A sentence for people: a capital first, no code, no `undefined`. @param {string} text */
function isSentence(text) {
  return /^\p{Lu}|^["“]|^[\w-]+\.csv/u.test(text) && text.length > 20 && !/undefined|null|NaN|Error:|RuntimeError|unreachable/.test(text);
}

export default {
  /** @param {Scene} t */
  async 'a file that holds no table is named with the reason, and the way in stays open'(t) {
    const cases = { 'empty.csv': ['', /empty/i], 'scan.csv': [PDF, /PDF/], 'shot.csv': [PNG, /PNG|image/i] };
    await t.open();
    for (const [name, [content, reason]] of /** @type {[string, [any, RegExp]][]} */ (Object.entries(cases))) {
      await drop(t, { [name]: content });
      await t.until(() => document.querySelector('.ut-problems') !== null || document.querySelector('.ut-progress') === null);
      await t.page.locator('.ut-problems li', { hasText: name }).waitFor();
      const [said = ''] = await problems(t);
      assert.match(said, reason);
      assert.ok(isSentence(said), said);
      assert.ok(await t.page.getByRole('button', { name: 'Choose files' }).isVisible());
    }
  },

  /** @param {Scene} t */
  async 'a header without rows is said, not analysed'(t) {
    await t.open();
    await drop(t, { 'header.csv': 'id,date,score,comment\n' });
    await t.until(() => /header\.csv/.test(document.querySelector('main')?.textContent ?? '') && document.querySelector('.ut-progress') === null);
    const said = (await t.page.locator('main').textContent()) ?? '';
    assert.match(said, /no rows|only a header|0 rows|without rows|empty/i);
    assert.ok((await t.page.locator('#analyse:enabled').count()) === 0, 'nothing can be analysed');
  },

  /** @param {Scene} t */
  async 'one column of words is enough'(t) {
    await t.open();
    await drop(t, { 'words.csv': ['comment', ...lines((i) => `"${words(i)}, number ${i}"`)].join('\n') });
    await findings(t);
    const lacks = (await t.page.locator('.ut-lacks').textContent()) ?? '';
    assert.match(lacks, /scores.*dates/s);
    for (const view of ['heatmap', 'spikes', 'themes', 'significance', 'coverage', 'accounts', 'digest']) {
      await t.page.evaluate((to) => { location.hash = `/${to}`; }, view);
      await t.until(() => document.querySelector('.ut-pending') === null);
      const text = (await t.page.locator('main').textContent()) ?? '';
      assert.doesNotMatch(text, /undefined|NaN|null|\[object/, view);
      assert.equal(await t.page.locator('main .ut-problem').count(), 0, view);
    }
  },

  /** @param {Scene} t */
  async 'without a column of words the screen asks for one'(t) {
    await t.open();
    await drop(t, { 'numbers.csv': ['a,b', ...lines((i) => `${i},${i * 2}`)].join('\n') });
    await t.page.locator('#analyse').waitFor();
    assert.equal(await t.page.locator('#analyse').isDisabled(), true);
    assert.match((await t.page.locator('.ut-confirm').textContent()) ?? '', /No column holds customers’ words/);
  },

  /** @param {Scene} t */
  async 'without dates or without scores the rest works and says what is off'(t) {
    const cases = { dates: ['score,comment', (/** @type {number} */ i) => `${1 + (i % 5)},${words(i)} ${i}`], scores: ['date,comment', (/** @type {number} */ i) => `2026-03-${10 + (i % 19)},${words(i)} ${i}`] };
    for (const [lack, [head, line]] of /** @type {[string, [string, (i: number) => string]][]} */ (Object.entries(cases))) {
      await t.open();
      await drop(t, { 'part.csv': [head, ...lines(line)].join('\n') });
      await findings(t);
      assert.match((await t.page.locator('.ut-lacks').textContent()) ?? '', new RegExp(`No column holds ${lack}`));
      await t.page.reload();
      await t.page.evaluate(() => { location.hash = ''; });
    }
  },

  /** @param {Scene} t */
  async 'a cell of ten megabytes does not stop the page'(t) {
    await t.open();
    const rows = lines((i) => `${i},2026-03-${10 + (i % 19)},${1 + (i % 5)},${words(i)} ${i}`);
    await t.page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text, `\n99,2026-03-12,1,"${'very long words '.repeat(655_360)}"\n`], 'long.csv'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    }, ['id,date,score,comment', ...rows].join('\n'));
    await t.page.locator('#analyse').waitFor({ timeout: 60_000 });
    await findings(t);
    await t.page.locator('.ut-lead', { hasText: /^\s*41\s+items/ }).waitFor();
    await t.page.evaluate(() => { location.hash = '/findings?items=1&items.q=very'; });
    await t.page.locator('.ut-verbatim').first().waitFor({ timeout: 60_000 });
  },

  /** @param {Scene} t */
  async 'markup and formulas are read, shown and saved as they are, and never run'(t) {
    await t.page.addInitScript(() => {
      const bad = /** @type {string[]} */ ([]);
      Object.assign(globalThis, { bad, alert: () => bad.push('alert') });
      addEventListener('securitypolicyviolation', (event) => bad.push(`policy ${event.violatedDirective}`));
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          for (const node of addedNodes) {
            if (!(node instanceof Element)) continue;
            if (node.closest('script, iframe, object, embed, img, [onerror], [onload]') && !node.closest('head')) bad.push(node.outerHTML);
          }
        }
      }).observe(document, { childList: true, subtree: true });
    });
    const nasty = [
      '<img src=x onerror=alert(1)> login loop', '<script>alert(1)</script> login loop', '=HYPERLINK("http://evil.example","login loop")',
      '<iframe src=javascript:alert(1)></iframe> login loop', '@SUM(1+1) login loop', '![x](javascript:alert(1)) login loop', '<svg onload=alert(1)> login loop',
    ];
    const quoted = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;
    const name = '<img src=x onerror=alert(1)>';
    const file = [`id,date,score,account,${quoted(name)},comment`, ...lines((i) =>
      [i, `2026-03-${10 + (i % 19)}`, 1 + (i % 5), quoted(`<b>Acme ${i % 4}</b>`), quoted(`<i>v${i % 3}</i>`), quoted(`${nasty[i % nasty.length]} ${i}`)].join(','), 70)].join('\n');
    await t.open();
    await drop(t, { [`${'<img src=x onerror=alert(1)>'.replaceAll('/', '')}.csv`]: file });
    await findings(t);
    for (const view of ['findings', 'heatmap', 'spikes', 'themes', 'significance', 'coverage', 'accounts', 'digest', 'data']) {
      await t.page.evaluate((to) => { location.hash = `/${to}?items=1`; }, view);
      await t.page.locator('.ut-verbatim').first().waitFor();
    }
    const list = t.page.locator('.ut-verbatims-list');
    for (const text of nasty.slice(0, 2)) assert.ok(((await list.textContent()) ?? '').includes(text), text);
    const [saved] = await Promise.all([
      t.page.waitForEvent('download'), t.page.locator('ut-verbatims').getByRole('button', { name: /save|export|csv/i }).first().click(),
    ]);
    const chunks = [];
    for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
    const csv = Buffer.concat(chunks).toString('utf8');
    for (const text of nasty) assert.ok(csv.includes(text.replaceAll('"', '""')), `lost: ${text}`);
    assert.doesNotMatch(csv, /(^|,)"?[=@]/m, 'a formula would run in a sheet');
    assert.deepEqual(await t.page.evaluate(() => /** @type {any} */ (globalThis).bad), []);
  },

  /** @param {Scene} t */
  async 'of two files the bad one is named and the good one is analysed'(t) {
    await t.open();
    await drop(t, { 'scan.csv': PDF, 'good.csv': GOOD });
    const said = await problems(t);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /scan\.csv/);
    await findings(t);
    await t.page.locator('.ut-lead', { hasText: /^\s*40\s+items/ }).waitFor();
  },

  /** @param {Scene} t */
  async 'a file that comes while others are read waits for its turn, and that is said'(t) {
    await t.open();
    await drop(t, { 'good.csv': GOOD });
    await drop(t, { 'late.csv': GOOD, 'scan.csv': PDF });
    await t.until(() => document.querySelectorAll('.ut-file').length === 2);
    assert.match((await problems(t)).join(), /scan\.csv/);
    await t.page.locator('#analyse').click();
    await drop(t, { 'later.csv': GOOD });
    await t.until(() => document.querySelectorAll('.ut-file').length === 3);
    assert.match((await t.page.locator('main').textContent()) ?? '', /later\.csv/);
  },
};
