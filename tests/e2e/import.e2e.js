/** @file Files that are no delimited text: unpacked on demand, shown sheet by sheet, kept through a crash. */

import assert from 'node:assert/strict';

import { workbook, zipped } from './zip.js';

/** @import { Scene } from './stage.js' */

const COMMENTS = [
  'The login is broken again on my phone', 'Invoices are wrong since March', 'I love the new search',
  'Exports take for ever', '<img src=x onerror="window.hacked=1"> loops at login',
];

/** Two sheets: what customers said, and who they are. */
const BOOK = workbook({
  Feedback: [
    ['id', 'date', 'score', 'account', 'comment'],
    ...Array.from({ length: 40 }, (_, i) =>
      [`a${i}`, `2026-0${1 + (i % 3)}-1${i % 9}`, 1 + (i % 5), i % 2 ? 'Acme' : 'Birch', COMMENTS[i % 5] ?? '']),
  ],
  Accounts: [['account', 'plan', 'arr', 'renewal_date'], ['Acme', 'Enterprise', 50000, '2026-05-01'], ['Birch', 'Team', 9000, '2026-06-01']],
});

const SLACK = zipped({
  'users.json': JSON.stringify([{ id: 'U1', profile: { display_name: 'Ada' } }]),
  'channels.json': JSON.stringify([{ id: 'C1', name: 'customer-acme' }]),
  'customer-acme/2026-01-05.json': JSON.stringify([
    { type: 'message', subtype: 'channel_join', user: 'U1', text: 'joined', ts: '1767607100.0' },
    ...Array.from({ length: 20 }, (_, i) => ({
      type: 'message', user: 'U1', text: `<@U1> ${COMMENTS[i % 4]}, number ${i}`, ts: `${1767607200 + i * 90_000}.000100`,
      reactions: [{ name: 'bug', count: 1 + (i % 3) }],
    })),
  ]),
});

/**
 * Files of the reader's own, as if picked.
 * @param {Scene} t
 * @param {Record<string, Buffer>} files
 */
async function pick(t, files) {
  const [chooser] = await Promise.all([
    t.page.waitForEvent('filechooser'),
    t.page.getByRole('button', { name: /^(Choose|Add) files$/ }).click(),
  ]);
  await chooser.setFiles(Object.entries(files).map(([name, buffer]) => ({ name, mimeType: '', buffer })));
}

export default {
  /** @param {Scene} t */
  async 'each sheet of a workbook is a file, and the page loads what reads it only then'(t) {
    await t.open();
    await t.page.getByRole('button', { name: 'Choose files' }).waitFor();
    assert.equal(t.requests.some((address) => address.includes('import')), false);
    await pick(t, { 'book.xlsx': BOOK });
    await t.page.getByRole('heading', { name: 'book.xlsx › Accounts' }).waitFor();
    await t.page.getByRole('heading', { name: 'book.xlsx › Feedback' }).waitFor();
    assert.equal(await t.page.getByLabel('Meaning of comment').inputValue(), 'verbatim');
    assert.equal(t.requests.filter((address) => /import-.*wasm$/.test(address)).length, 1);
    await t.page.locator('#analyse').click();
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    assert.equal(await t.page.evaluate(() => 'hacked' in globalThis), false);
    assert.equal(t.page.workers().length, 1, 'the unpacking worker is gone');
  },

  /** @param {Scene} t */
  async 'a Slack export shows who said what, and counts what was set aside'(t) {
    await t.open();
    await pick(t, { 'slack.zip': SLACK, 'broken.xlsx': BOOK.subarray(0, 900), 'page.xls': Buffer.from('<table><tr><td>a<td>b</table>') });
    await t.page.getByRole('heading', { name: 'slack.zip' }).waitFor();
    assert.equal(await t.page.getByLabel('Meaning of text', { exact: true }).inputValue(), 'verbatim');
    const shown = (await t.page.locator('.ut-file').textContent()) ?? '';
    assert.match(shown, /20 rows/);
    assert.match(shown, /Messages of Slack itself.*set aside/s);
    assert.match(shown, /reactions\.bug/);
    assert.match(shown, /@Ada/);
    assert.match(shown, /How it is read: Slack export, 1 header row/);
    const problems = (await t.page.locator('.ut-problems li').allTextContents()).join('\n');
    assert.match(problems, /broken\.xlsx.*page\.xls.*HTML.*page\.html/s);
  },

  /** @param {Scene} t */
  async 'sheets are still open after the engine died, with what was odd about them'(t) {
    t.allow(/as if the engine died/);
    await t.openEngine();
    const bytes = [...SLACK];
    const before = await t.page.evaluate(async (list) => {
      const tables = await engine.unpack('slack.zip', new Blob([new Uint8Array(list)]));
      if (!tables[0]) throw new Error('nothing was unpacked');
      const view = await engine.open(tables[0].name, tables[0].data);
      return { id: view.id, nRows: view.nRows, codes: view.notices.map((notice) => notice.code) };
    }, bytes);
    assert.equal(before.nRows, 20);
    assert.ok(before.codes.includes('slack-system'), before.codes.join());
    await t.worker().evaluate(() => {
      setTimeout(() => {
        throw new Error('as if the engine died');
      });
    });
    await t.until(() => told['restored']?.length === 1);
    const after = await t.page.evaluate(async (id) => {
      const view = await engine.choose(id, { kind: 'feedback' });
      return { nRows: view.nRows, codes: view.notices.map((notice) => notice.code) };
    }, before.id);
    assert.equal(after.nRows, 20);
    assert.ok(after.codes.includes('slack-system'), after.codes.join());
  },

  /** @param {Scene} t */
  async 'sheets are kept in this browser like other files'(t) {
    await t.open();
    await pick(t, { 'book.xlsx': BOOK });
    await t.page.locator('#analyse').click();
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await t.page.evaluate(() => {
      location.hash = '/data';
    });
    await t.page.getByText('Saved in this browser').waitFor();
    await t.page.evaluate(() => {
      location.hash = '';
    });
    await t.open();
    await t.page.getByRole('button', { name: 'Continue where you left off' }).click();
    await t.page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await t.page.evaluate(() => {
      location.hash = '/data';
    });
    await t.page.getByRole('heading', { name: 'book.xlsx › Feedback' }).waitFor();
  },
};
