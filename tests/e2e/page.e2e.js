/** @file The main job in the page: files in, findings out, every number opens its verbatims. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** @import { Scene } from './stage.js' */

/**
 * The sample, analysed.
 * @param {Scene} t
 * @param {string} [hash]
 */
async function sample(t, hash = '') {
  await t.open();
  await t.page.getByRole('button', { name: 'Try sample data' }).click();
  await t.page.locator('.ut-finding').first().waitFor({ timeout: 60_000 });
  if (hash) await go(t, hash);
}

/**
 * @param {Scene} t
 * @param {string} hash
 */
async function go(t, hash) {
  await t.page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/**
 * Files of the reader's own, as if picked.
 * @param {Scene} t
 * @param {Record<string, string | Uint8Array>} files
 */
async function pick(t, files) {
  const [chooser] = await Promise.all([
    t.page.waitForEvent('filechooser'),
    t.page.getByRole('button', { name: /^(Choose|Add) files$/ }).click(),
  ]);
  await chooser.setFiles(
    Object.entries(files).map(([name, content]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })),
  );
}

/** A small export with what a hostile customer writes. */
const HOSTILE = [
  'id,date,score,area,comment',
  ...Array.from({ length: 60 }, (_, i) =>
    `${i},2026-0${1 + (i % 3)}-1${i % 9},${1 + (i % 5)},Mobile,"<img src=x onerror=""window.hacked=1""> login loop again number ${i}"`),
  '900,2026-03-28,1,API,"=HYPERLINK(""http://evil.example"",""x"") after the update"',
  '901,2026-03-28,1,API,"<script>window.hacked=1</script> javascript:alert(1)"',
].join('\n');

export default {
  /** @param {Scene} t */
  async 'one click on the sample leads to an inbox that begins with the login loop'(t) {
    await sample(t);
    const title = await t.page.locator('.ut-finding h3').first().textContent();
    assert.match(title ?? '', /^Mobile CSAT verbatims referencing .login loop. up 4× this week, affecting 12 enterprise accounts/);
    assert.match((await t.page.locator('footer').textContent()) ?? '', /Nothing leaves this page.*seed \d+.*feedback\.csv/s);
  },

  /** @param {Scene} t */
  async 'a finding opens exactly as many verbatims as it says, and Escape gives the focus back'(t) {
    await sample(t);
    const read = t.page.locator('.ut-open-rows').first();
    const n = /Read ([\d,]+) verbatims?/.exec((await read.textContent()) ?? '')?.[1];
    await read.click();
    const drawer = t.page.getByRole('dialog', { name: /verbatims/ });
    await drawer.locator('.ut-verbatim').first().waitFor();
    assert.equal(await drawer.locator('h2').textContent(), `${n} verbatims`);
    assert.match((await drawer.locator('.ut-verbatim .ut-voice').first().textContent()) ?? '', /\w{3}/);
    await t.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    assert.equal(await read.evaluate((button) => button === document.activeElement), true);
  },

  /** @param {Scene} t */
  async 'own files show one screen, where Enter goes on to the findings'(t) {
    await t.open();
    await pick(t, { 'feedback.csv': HOSTILE, 'nothing.csv': '', 'picture.csv': new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]) });
    await t.page.locator('#analyse').waitFor();
    const problems = await t.page.locator('.ut-problems li').allTextContents();
    assert.equal(problems.length, 2, problems.join('\n'));
    assert.match(problems.join(), /nothing\.csv.*picture\.csv/s);
    assert.equal(await t.page.getByLabel('Meaning of comment').inputValue(), 'verbatim');
    await t.until(() => document.activeElement?.id === 'analyse');
    await t.page.keyboard.press('Enter');
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  },

  /** @param {Scene} t */
  async 'what customers wrote stays text, however it is dressed'(t) {
    await t.open();
    await pick(t, { 'feedback.csv': HOSTILE });
    await t.page.locator('#analyse').click();
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    for (const view of ['findings', 'themes', 'spikes', 'heatmap', 'significance', 'digest', 'data']) {
      await go(t, `/${view}?items=1`);
      await t.page.locator('.ut-verbatim').first().waitFor();
    }
    assert.equal(await t.page.locator('.ut-voice img, .ut-voice script, main img').count(), 0);
    assert.equal(await t.page.evaluate(() => 'hacked' in globalThis), false);
    assert.match((await t.page.locator('.ut-verbatims-list').textContent()) ?? '', /<script>|=HYPERLINK/);
  },

  /** @param {Scene} t */
  async 'pasted lines become a file'(t) {
    await t.open();
    await t.page.getByRole('button', { name: 'Paste' }).click();
    await t.page.getByLabel('Pasted text').fill('The login is broken, again.\nInvoices are wrong, please help.\nThe login does not work on my phone.\n');
    await t.page.getByRole('button', { name: 'Open' }).click();
    await t.page.getByRole('heading', { name: 'pasted.csv' }).waitFor();
    assert.equal(await t.page.getByLabel('Meaning of verbatim').inputValue(), 'verbatim');
  },

  /** @param {Scene} t */
  async 'a link reproduces a view, Back undoes it, and a bad link says so'(t) {
    await sample(t);
    await t.page.getByRole('button', { name: 'Heatmap' }).click();
    await t.page.getByRole('combobox', { name: 'Columns' }).selectOption('week');
    await t.page.getByRole('button', { name: 'Low scores only' }).click();
    await t.page.locator('ut-cells td button').first().waitFor();
    const link = t.page.url();
    assert.match(link, /#\/heatmap\?low=1&rows=\w+&cols=week$/);
    await t.page.goBack();
    assert.equal(await t.page.getByRole('button', { name: 'Low scores only' }).getAttribute('aria-pressed'), 'false');
    await t.page.goto(`${link}&reload`);
    await t.page.reload();
    await t.page.locator('ut-cells td button').first().waitFor({ timeout: 60_000 });
    assert.equal(await t.page.getByRole('combobox', { name: 'Columns' }).inputValue(), 'week');
    await go(t, '/nowhere?x=1');
    await t.until(() => /could not be understood/.test(document.getElementById('live')?.textContent ?? ''));
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  },

  /** @param {Scene} t */
  async 'a cell of the heatmap opens its own low scores'(t) {
    await sample(t, '/heatmap');
    const cell = t.page.locator('ut-cells tbody td button:not(.is-empty)').first();
    await cell.click();
    const drawer = t.page.getByRole('dialog', { name: /verbatims/ });
    await drawer.locator('.ut-verbatim').first().waitFor();
    assert.match((await drawer.locator('.ut-drawer-what').textContent()) ?? '', /: .+ · .+: .+ · low scores/);
    assert.equal(await drawer.locator('.ut-score:not([data-low])').count(), 0);
  },

  /** @param {Scene} t */
  async 'the rows behind a cell are narrowed to one of their themes, and widened again'(t) {
    await sample(t, '/heatmap');
    await t.page.locator('ut-cells tbody td button:not(.is-empty)').first().click();
    const drawer = t.page.getByRole('dialog', { name: /verbatims/ });
    const theme = drawer.getByRole('group', { name: 'Themes of these rows' }).getByRole('button').first();
    const n = await theme.locator('b').textContent();
    const all = await drawer.locator('h2').textContent();
    await theme.click();
    await drawer.getByRole('heading', { name: new RegExp(`^${n} verbatims?$`) }).waitFor();
    await drawer.getByRole('button', { name: 'All themes of these rows' }).click();
    await drawer.getByRole('heading', { name: all ?? '' }).waitFor();
  },

  /** @param {Scene} t */
  async 'a table is sorted by the column whose head is pressed, and leaves as a workbook'(t) {
    await sample(t, '/heatmap');
    const head = t.page.locator('ut-cells thead .ut-sort').nth(1);
    const values = () => t.page.locator('ut-cells tbody tr').evaluateAll((rows) => rows
      .map((row) => parseFloat(row.children[2]?.querySelector('.ut-value')?.textContent ?? '')).filter(Number.isFinite));
    await t.page.locator('ut-cells tbody td button').nth(1).focus();
    await t.page.keyboard.press('ArrowUp');
    await t.page.keyboard.press('Enter');
    await t.page.locator('ut-cells th[aria-sort="descending"]').waitFor();
    const sorted = await values();
    assert.deepEqual(sorted, [...sorted].sort((a, b) => b - a));
    await head.click();
    await t.page.locator('ut-cells th[aria-sort="ascending"]').waitFor();
    assert.deepEqual(await values(), [...sorted].sort((a, b) => a - b));
    await t.page.getByRole('button', { name: 'Copy table' }).click();
    const [file] = await Promise.all([t.page.waitForEvent('download'), t.page.getByRole('button', { name: 'Download XLSX' }).click()]);
    assert.match(file.suggestedFilename(), /^undertone_area_by_\w+\.xlsx$/);
    const bytes = await readFile(await file.path());
    assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    assert.match(bytes.toString(), /<t xml:space="preserve">Low-score rate by product area and plan<\/t>/);
  },

  /** @param {Scene} t */
  async 'a decision can be taken back and made again, and survives a reload'(t) {
    await sample(t);
    const status = t.page.locator('.ut-finding').first().getByLabel('Status');
    await status.selectOption('reviewing');
    await t.page.getByRole('button', { name: 'Undo' }).and(t.page.locator(':enabled')).waitFor();
    await t.page.locator('main h1').focus();
    const redo = t.page.getByRole('button', { name: 'Redo' });
    await t.until(() => document.querySelector('select.ut-status')?.getAttribute('data-status') === 'reviewing');
    await t.page.keyboard.press('Control+z');
    await redo.and(t.page.locator(':enabled')).waitFor();
    await t.until(() => document.querySelector('select.ut-status')?.getAttribute('data-status') === 'new');
    await t.page.keyboard.press('Control+Shift+z');
    await redo.and(t.page.locator(':disabled')).waitFor();
    await t.until(() => document.querySelector('select.ut-status')?.getAttribute('data-status') === 'reviewing');
    await t.page.waitForTimeout(500);
    await go(t, '/findings?role=pm');
    await t.page.reload();
    await t.page.locator('.ut-board-item').first().waitFor({ timeout: 60_000 });
    assert.equal(await t.page.locator('.ut-board-column[aria-label=Reviewing] .ut-board-item').count(), 1);
  },

  /** @param {Scene} t */
  async 'each role has its own findings'(t) {
    await sample(t);
    /** The list is drawn bit by bit: its headings know the whole. */
    const count = async () => {
      const numbers = await t.page.locator('.ut-section > span').allTextContents();
      return numbers.reduce((sum, number) => sum + Number(number), 0);
    };
    const all = await count();
    await t.until(() => document.querySelectorAll('.ut-finding').length > 8);
    await t.page.getByRole('button', { name: 'Engineering' }).click();
    await t.page.getByRole('heading', { level: 1, name: 'Findings for Engineering' }).waitFor();
    const own = await count();
    assert.ok(own > 0 && own < all, `${own} of ${all}`);
  },

  /** @param {Scene} t */
  async 'from the sample to a copied digest by keyboard alone'(t) {
    await t.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await t.open();
    for (let presses = 0; presses < 12; presses += 1) {
      await t.page.keyboard.press('Tab');
      if (await t.page.evaluate(() => document.activeElement?.textContent === 'Try sample data')) break;
    }
    await t.page.keyboard.press('Enter');
    await t.page.locator('.ut-finding').first().waitFor({ timeout: 60_000 });
    await t.page.keyboard.press('j');
    assert.equal(await t.page.evaluate(() => document.activeElement?.className), 'ut-finding');
    await t.page.keyboard.press('o');
    await t.page.locator('.ut-verbatim').first().waitFor();
    await t.page.keyboard.press('Escape');
    await t.page.keyboard.press('g');
    await t.page.keyboard.press('d');
    await t.page.locator('.ut-paper').waitFor();
    for (let presses = 0; presses < 8; presses += 1) {
      await t.page.keyboard.press('Tab');
      if (await t.page.evaluate(() => document.activeElement?.textContent === 'Copy')) break;
    }
    await t.page.keyboard.press('Enter');
    await t.until(() => /copied/.test(document.getElementById('live')?.textContent ?? ''));
    assert.match(await t.page.evaluate(() => navigator.clipboard.readText()), /login loop/);
  },

  /** @param {Scene} t */
  async 'the digest offers the result and the report, redacted unless asked, and the tags to embed them'(t) {
    await t.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await sample(t, '/digest');
    const save = async (/** @type {string} */ name) => {
      const [saved] = await Promise.all([t.page.waitForEvent('download'), t.page.getByRole('button', { name }).click()]);
      const chunks = [];
      for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    };
    const account = /Lindqvist Labs/;
    const redacted = await save('Saved result');
    assert.equal(JSON.parse(redacted).format, 'undertone-snapshot');
    assert.doesNotMatch(redacted, account);
    const report = await save('Report, one HTML file');
    assert.match(report, /<html/);
    assert.doesNotMatch(report, account);
    await t.page.getByLabel('Without quotes and account names').uncheck();
    assert.match(await save('Saved result'), account);
    await t.page.getByRole('button', { name: /^Copy the tags: as an element/ }).click();
    await t.until(() => /Tags copied/.test(document.getElementById('live')?.textContent ?? ''));
    assert.match(await t.page.evaluate(() => navigator.clipboard.readText()), /^<script type="module" src="http.*widget\.js"><\/script>\n<undertone-widget src=/);
  },

  /** @param {Scene} t */
  async 'arrow keys move inside a table that is one stop for Tab'(t) {
    await sample(t, '/heatmap');
    await t.page.locator('ut-cells tbody td button').first().focus();
    const at = () => t.page.evaluate(() => {
      const { row, col } = /** @type {HTMLElement} */ (document.activeElement).dataset;
      return `${row}/${col}`;
    });
    await t.page.keyboard.press('ArrowDown');
    await t.page.keyboard.press('ArrowRight');
    assert.equal(await at(), '1/1');
    await t.page.keyboard.press('Home');
    assert.equal(await at(), '1/0');
    assert.equal(await t.page.locator('ut-cells button[tabindex="0"]').count(), 1);
  },

  /** @param {Scene} t */
  async 'a cell says what is known of it to the keyboard, and Escape takes that away'(t) {
    await sample(t, '/heatmap');
    await t.page.locator('ut-cells tbody td button').first().focus();
    await t.page.keyboard.press('ArrowRight');
    const card = t.page.getByRole('tooltip');
    await card.waitFor();
    assert.match((await card.textContent()) ?? '', / × [\s\S]+low-score rate[\s\S]+(against the rest|Not tested)/);
    await t.page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    assert.match(t.page.url(), /#\/heatmap$/);
  },

  /** @param {Scene} t */
  async 'totals and subtotals are tested, say what is known of them, and open their items'(t) {
    await sample(t, '/significance?rows=area&within=plan&cols=region&measure=low-rate');
    const total = t.page.locator('ut-cells tfoot td button').first();
    await total.waitFor();
    assert.match((await total.textContent()) ?? '', /%[\s\S]*to[\s\S]*n [\d,]+ · q [=<>] /);
    await total.hover();
    const card = t.page.getByRole('tooltip');
    await card.waitFor();
    assert.match((await card.textContent()) ?? '', /^All × [\s\S]+against the rest[\s\S]+over \d tests/);
    const groups = t.page.locator('ut-cells .ut-subtotals');
    const inner = await t.page.locator('ut-cells tbody tr').evaluateAll((rows) => {
      const numbers = rows.map((row) => ({ isHead: row.classList.contains('ut-subtotals'), n: Number(/n ([\d,]+)/.exec(row.lastElementChild?.textContent ?? '')?.[1]?.replaceAll(',', '')) }));
      const end = numbers.findIndex(({ isHead }, at) => at > 0 && isHead);
      return numbers.slice(1, end).reduce((sum, { n }) => sum + n, 0);
    });
    const head = groups.first().locator('td button').last();
    assert.equal(Number(/n ([\d,]+)/.exec((await head.textContent()) ?? '')?.[1]?.replaceAll(',', '')), inner, 'a subtotal is the sum of its group');
    const area = (await groups.first().locator('th').textContent())?.trim();
    await head.click();
    await t.page.locator('.ut-verbatim').first().waitFor();
    assert.match((await t.page.locator('.ut-drawer').textContent()) ?? '', new RegExp(area ?? '-'));
  },

  /** @param {Scene} t */
  async 'the parts of a change add up to it'(t) {
    await sample(t, '/significance?open=drivers');
    const cells = t.page.locator('.ut-effects tfoot td');
    await cells.first().waitFor({ timeout: 60_000 });
    const [mix = NaN, rate = NaN, all = NaN] = (await cells.allTextContents()).slice(-3).map((text) => Number(text.replace('−', '-').replace(/[±+]/, '')));
    assert.ok(Math.abs(mix + rate - all) <= (Math.abs(all) < 9.95 ? 0.11 : 1.1), `${mix} + ${rate} = ${all}`);
  },

  /** @param {Scene} t */
  async 'a long list of verbatims holds only what is seen'(t) {
    await sample(t, '/findings?items=1');
    await t.page.locator('.ut-verbatim').first().waitFor();
    const list = t.page.locator('.ut-verbatims-list');
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await t.until(() => [...document.querySelectorAll('.ut-verbatims-run > li')].some((li) => Number(li.getAttribute('aria-posinset')) > 1000));
    await t.page.locator('.ut-verbatim').first().waitFor();
    assert.ok((await t.page.locator('.ut-verbatims-run > li').count()) < 60);
  },
};
