/** @file The way of a file into the page: progress and a first look, the load report, questions, repairs, and the way back. */

import assert from 'node:assert/strict';

import { violations } from './axe.js';

/** @import { Scene } from './stage.js' */

/**
 * Files as if dropped on the window; a content is written as often as it says.
 * @param {Scene} t
 * @param {Record<string, [text: string, times?: number]>} files
 */
async function drop(t, files) {
  await t.page.evaluate((all) => {
    const data = new DataTransfer();
    for (const [name, [text, times = 1]] of Object.entries(all)) {
      const [head = '', ...rest] = text.split(/^/m);
      data.items.add(new File([head, ...Array(times).fill(rest.join(''))], name));
    }
    dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, files);
}

/** Forty items. @param {string} [head] @param {(i: number) => string} [line] */
function table(head = 'id,date,score,comment', line = (i) => `${i},2026-03-${10 + (i % 19)},${1 + (i % 5)},the login fails again number ${i}`) {
  return `${[head, ...Array.from({ length: 40 }, (_, i) => line(i))].join('\n')}\n`;
}

/** About a hundred megabytes. @type {[string, number]} */
const LARGE = [table(), 52_000];

/** @param {Scene} t */
async function settled(t) {
  await t.page.locator('#analyse').waitFor();
  await t.until(() => document.querySelector('.ut-again') === null);
}

export default {
  /** @param {Scene} t */
  async 'a large file shows its first rows and its progress, and Escape ends that within 300 ms'(t) {
    await t.open();
    await drop(t, { 'small.csv': [table()] });
    await t.page.locator('#analyse').click();
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await drop(t, { 'large.csv': LARGE, 'next.csv': [table(undefined, (i) => `${1000 + i},2026-03-12,2,invoices are wrong ${i}`)] });
    await t.page.locator('.ut-look', { hasText: 'still reading' }).waitFor();
    assert.equal(await t.page.locator('.ut-look tbody tr').count(), 8);
    assert.match((await t.page.locator('.ut-look thead').textContent()) ?? '', /comment\s*Verbatim/);
    await t.until(() => (document.querySelector('progress')?.value ?? 0) > 5);
    const said = (await t.page.locator('.ut-progress').textContent()) ?? '';
    assert.match(said, /Reading large\.csv.*% of \d+ MB.*Then next\.csv/s);
    const ms = await t.page.evaluate(() => new Promise((resolve) => {
      const begin = performance.now();
      const look = () => {
        if (/large/.test(document.querySelector('.ut-progress')?.textContent ?? '')) requestAnimationFrame(look);
        else resolve(performance.now() - begin);
      };
      look();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    }));
    assert.ok(Number(ms) < 300, `${ms} ms`);
    await settled(t);
    assert.deepEqual(await t.page.locator('.ut-file h2').allTextContents(), ['small.csv', 'next.csv']);
    await t.page.locator('#analyse').click();
    await t.page.locator('.ut-lead', { hasText: /^\s*80\s+items/ }).waitFor({ timeout: 60_000 });
  },

  /** @param {Scene} t */
  async 'cancelling the only file leaves the findings as they are'(t) {
    await t.open();
    await drop(t, { 'small.csv': [table()] });
    await t.page.locator('#analyse').click();
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await drop(t, { 'large.csv': LARGE });
    await t.page.locator('.ut-look').waitFor();
    await t.page.getByRole('button', { name: 'Cancel' }).click();
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await t.page.evaluate(() => { location.hash = '/findings?items=1'; });
    await t.page.locator('.ut-verbatim').first().waitFor({ timeout: 60_000 });
  },

  /** @param {Scene} t */
  async 'the load report adds up and names lines'(t) {
    await t.open();
    const lines = table().split('\n');
    lines.splice(20, 0, '', '77,short');
    await drop(t, { 'odd.csv': [`sep=,\n${lines.join('\n')}41,2026-03-12,2,"two\nlines"\nTotal,,,41\n`] });
    await settled(t);
    const report = t.page.locator('.ut-notices');
    assert.match((await report.locator('summary').textContent()) ?? '', /^42 rows read, 1 repaired, 2 lines set aside, 1 blank/);
    await report.locator('summary').click();
    const said = ((await report.textContent()) ?? '').replace(/\s+/g, ' ');
    assert.match(said, /47 lines = 1 header line \+ 42 rows \+ 2 set aside \+ 1 blank \+ 1 line break inside a cell/);
    assert.match(said, /Repaired ?1× The row has too few cells; the rest is empty line 23/);
  },

  /** @param {Scene} t */
  async 'how a file is read can be changed, and taken back by the keyboard'(t) {
    await t.open();
    await drop(t, { 'a.csv': [table()] });
    await settled(t);
    await t.page.locator('.ut-reading summary').click();
    const delimiter = t.page.getByRole('combobox', { name: 'Delimiter' });
    await delimiter.selectOption(';');
    await t.page.locator('.ut-chosen', { hasText: 'remembered for files with the same header' }).waitFor();
    assert.equal(await t.page.locator('.ut-columns tbody tr').count(), 1);
    assert.equal(await delimiter.inputValue(), ';');
    await delimiter.press('Control+z');
    await t.page.locator('.ut-chosen').waitFor({ state: 'detached' });
    assert.equal(await t.page.locator('.ut-columns tbody tr').count(), 4);
    assert.equal(await delimiter.inputValue(), ',');
    await t.page.getByRole('combobox', { name: 'Encoding' }).selectOption('utf-16le');
    await t.page.getByRole('button', { name: /^Undo “Encoding: UTF-16 LE”/ }).first().click();
    await t.page.locator('.ut-chosen').waitFor({ state: 'detached' });
    assert.equal(await t.page.getByLabel('Meaning of comment').inputValue(), 'verbatim');
  },

  /** @param {Scene} t */
  async 'an open question stands first, is answered at one key, and can be changed in the list'(t) {
    await t.open();
    await drop(t, { 'dates.csv': [table('id,date,score,comment', (i) => `${i},0${1 + (i % 9)}/0${1 + (i % 8)}/2026,${1 + (i % 5)},the login fails ${i}`)] });
    await settled(t);
    const ask = t.page.locator('.ut-ask');
    assert.match((await ask.textContent()) ?? '', /day\/month or month\/day.*\d\/2026, .*\d\/2026, .*\d\/2026/s);
    await ask.getByRole('button', { name: /^month\/day\/year/ }).press('Enter');
    await ask.waitFor({ state: 'detached' });
    await t.until(() => document.activeElement?.id === 'analyse');
    const order = t.page.getByRole('combobox', { name: 'Order of dates in date' });
    assert.equal(await order.inputValue(), 'mdy');
    await order.selectOption('dmy');
    await t.page.getByRole('button', { name: /^Undo “date: day\/month\/year”/ }).first().waitFor();
    assert.equal(await order.inputValue(), 'dmy');
  },

  /** @param {Scene} t */
  async 'text that was saved wrongly is repaired when asked, and only then'(t) {
    await t.open();
    await drop(t, { 'garbled.csv': [table('id,score,comment', (i) => `${i},${1 + (i % 5)},GrÃ¶ÃŸe falsch â€“ Nr. ${i} ðŸ˜€`)] });
    await settled(t);
    const samples = async () => (await t.page.locator('.ut-columns tbody tr', { hasText: 'comment' }).textContent()) ?? '';
    assert.match(await samples(), /GrÃ¶ÃŸe/);
    await t.page.getByRole('button', { name: 'Repair: GrÃ¶ÃŸe → Größe' }).click();
    await t.page.locator('.ut-ask').waitFor({ state: 'detached' });
    assert.match(await samples(), /Größe falsch – Nr\. \d+ 😀/);
    assert.match((await t.page.locator('.ut-notices').textContent()) ?? '', /40×\s+UTF-8 that had been read as windows-1252 was turned back/);
    await t.page.getByRole('button', { name: /^Undo “Repaired text”/ }).first().click();
    await t.page.locator('.ut-ask').waitFor();
    assert.match(await samples(), /GrÃ¶ÃŸe/);
  },

  /** @param {Scene} t */
  async 'the way in fits on a screen of 400 pixels'(t) {
    const over = () => t.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await t.page.setViewportSize({ width: 400, height: 800 });
    await t.open();
    await drop(t, { 'large_with_a_long_name_and_no_break_in_it.csv': LARGE, 'next.csv': [table()], 'garbled.csv': [table('id,score,comment', (i) => `${i},3,GrÃ¶ÃŸe ${i}`)] });
    await t.page.locator('.ut-look').waitFor();
    assert.ok((await over()) <= 0, 'while it is read');
    await t.page.getByRole('button', { name: 'Cancel all' }).click();
    await t.page.getByRole('button', { name: 'Choose files' }).waitFor();
    await drop(t, { 'garbled.csv': [table('id,date,score,comment', (i) => `${i},0${1 + (i % 9)}/02/2026,3,GrÃ¶ÃŸe ${i}`)], 'empty.csv': [''] });
    await settled(t);
    await t.page.locator('.ut-notices summary').click();
    await t.page.locator('.ut-reading summary').click();
    assert.ok((await over()) <= 0, 'once it is read');
    await t.page.getByRole('button', { name: /^Repair/ }).click();
    await t.page.locator('.ut-chosen').waitFor();
    assert.ok((await over()) <= 0, 'after a choice');
  },

  /** @param {Scene} t */
  async 'the way in breaks no accessibility rule, in light and dark'(t) {
    /** @type {string[]} */ const all = [];
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await t.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await t.open();
      await drop(t, { 'large.csv': LARGE, 'next.csv': [table()] });
      await t.page.locator('.ut-look').waitFor();
      all.push(...(await violations(t, `${colorScheme}, opening`)));
      await t.page.reload();
      await drop(t, { 'garbled.csv': [table('id,date,score,comment', (i) => `${i},0${1 + (i % 9)}/02/2026,3,GrÃ¶ÃŸe ${i}`)], 'empty.csv': [''] });
      await settled(t);
      await t.page.locator('.ut-notices summary').click();
      await t.page.locator('.ut-reading summary').click();
      all.push(...(await violations(t, `${colorScheme}, questions`)));
      await t.page.getByRole('button', { name: /^Repair/ }).click();
      await t.page.locator('.ut-chosen').waitFor();
      all.push(...(await violations(t, `${colorScheme}, chosen`)));
    }
    assert.deepEqual(all, []);
  },
};
