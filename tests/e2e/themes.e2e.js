/** @file Themes and labels by hand: what a dialog says is what is done, and the focus is never lost. */

import assert from 'node:assert/strict';

/** @import { Locator } from 'playwright-core' */
/** @import { Scene } from './stage.js' */

/**
 * The sample, analysed, at a place of the page.
 * @param {Scene} t
 * @param {string} place
 */
async function sample(t, place) {
  await t.open();
  await t.page.getByRole('button', { name: 'Try sample data' }).click();
  await t.page.locator('.ut-finding').first().waitFor({ timeout: 60_000 });
  await go(t, place);
}

/**
 * @param {Scene} t
 * @param {string} place
 */
async function go(t, place) {
  await t.page.evaluate((hash) => {
    location.hash = hash;
  }, place);
}

/** Waits until the answers of the engine are those of now. @param {Scene} t */
function settled(t) {
  return t.until(() => !document.querySelector('.ut-pending, .ut-answer[data-stale]'));
}

/** The name of the theme of a row. @param {Locator} row */
async function nameOf(row) {
  return ((await row.locator('.ut-expand').textContent()) ?? '').trim();
}

/** The largest theme, opened: its name. @param {Scene} t */
async function openTheme(t) {
  await sample(t, '/themes');
  const row = t.page.locator('.ut-themes tbody tr').first();
  await row.locator('.ut-expand').click();
  await t.page.locator('.ut-theme').waitFor();
  return nameOf(row);
}

/** What the page said last. @param {Scene} t */
function said(t) {
  return t.page.evaluate(() => document.getElementById('live')?.textContent ?? '');
}

export default {
  /** @param {Scene} t */
  async 'a split is made of what the form says now, and not at all while it is not complete'(t) {
    await openTheme(t);
    await t.page.getByRole('button', { name: 'Split …' }).click();
    const dialog = t.page.locator('dialog.ut-edit');
    const [make, seen] = [dialog.getByRole('button', { name: 'Split' }), dialog.locator('.ut-edit-seen')];
    assert.equal(await make.isDisabled(), true);
    await dialog.getByLabel('Name of the new theme').fill('Split one');
    await dialog.getByLabel('With this phrase').fill('steering');
    await seen.getByText(/items? would move/).waitFor();
    const before = await seen.locator('strong').first().textContent();
    await dialog.getByLabel('With this phrase').fill('');
    assert.match((await seen.textContent()) ?? '', /Give it a name/);
    assert.equal(await make.isDisabled(), true);
    await dialog.getByLabel('With this phrase').fill('timeline');
    assert.equal(await make.isDisabled(), true, 'nobody has seen what that would do');
    await t.until(() => !document.querySelector('.ut-edit-seen[data-old]'));
    const after = (await seen.locator('strong').first().textContent()) ?? '';
    assert.notEqual(after, before);
    await make.click();
    await t.until(() => /^Done: /.test(document.getElementById('live')?.textContent ?? ''));
    assert.ok((await said(t)).startsWith(`Done: ${after} moved`), await said(t));
    await t.page.locator('.ut-themes .ut-expand', { hasText: 'Split one' }).waitFor();
  },

  /** @param {Scene} t */
  async 'a name in use is refused where it is typed; Ctrl+Y makes again what Ctrl+Z took back'(t) {
    const name = await openTheme(t);
    const other = await nameOf(t.page.locator('.ut-themes tbody > tr:not(.ut-expanded)').nth(1));
    await t.page.getByRole('button', { name: 'Rename …' }).click();
    const dialog = t.page.locator('dialog.ut-edit');
    const [field, make] = [dialog.getByLabel('Name'), dialog.getByRole('button', { name: 'Rename' })];
    assert.equal(await field.inputValue(), name);
    await field.fill(other.toUpperCase());
    await dialog.getByRole('alert').getByText(/in use/).waitFor();
    assert.equal(await make.isDisabled(), true);
    await field.fill(' ');
    assert.equal(await make.isDisabled(), true);
    await field.fill('A name of ours');
    await make.and(t.page.locator(':enabled')).waitFor();
    await field.press('Enter');
    const renamed = t.page.locator('.ut-themes .ut-expand', { hasText: 'A name of ours' });
    await renamed.waitFor();
    assert.equal(await t.page.evaluate(() => document.activeElement?.textContent), 'Rename …');
    await t.page.keyboard.press('Control+z');
    await renamed.waitFor({ state: 'detached' });
    await t.page.keyboard.press('Control+y');
    await renamed.waitFor();
    await go(t, '/data');
    await t.page.getByText('1 decision').click();
    await t.page.locator('.ut-history').getByText('Renamed “A name of ours” to “A name of ours”').waitFor();
  },

  /** @param {Scene} t */
  async 'after a theme is deleted the focus is on the next one'(t) {
    const name = await openTheme(t);
    const next = await nameOf(t.page.locator('.ut-themes tbody > tr:not(.ut-expanded)').nth(1));
    await t.page.getByRole('button', { name: 'Delete …' }).click();
    await t.page.locator('dialog.ut-edit').getByRole('button', { name: 'Delete' }).and(t.page.locator(':enabled')).click();
    await t.page.locator('.ut-themes .ut-expand', { hasText: name }).waitFor({ state: 'detached' });
    assert.equal(await t.page.evaluate(() => document.activeElement?.textContent), next);
  },

  /** @param {Scene} t */
  async 'the review queue renames, merges and rejects after it has shown what that does'(t) {
    await sample(t, '/themes?rows=review');
    const rows = t.page.locator('.ut-review tbody tr');
    await rows.first().waitFor();
    const [first, second] = [await nameOf(rows.first()), await nameOf(rows.nth(1))];
    const dialog = t.page.locator('dialog.ut-edit');
    await rows.first().getByRole('button', { name: 'Reject …' }).click();
    await dialog.getByText(/would move/).waitFor();
    await t.page.keyboard.press('Escape');
    await rows.first().getByRole('button', { name: 'Merge …' }).click();
    await dialog.getByLabel('Into').selectOption({ label: second });
    await dialog.getByText(/would move/).waitFor();
    await t.page.keyboard.press('Escape');
    await rows.first().getByRole('button', { name: 'Rename …' }).click();
    await dialog.getByLabel('Name').fill('A better name');
    await dialog.getByRole('button', { name: 'Rename' }).and(t.page.locator(':enabled')).click();
    await t.page.locator('.ut-review .ut-expand', { hasText: first }).waitFor({ state: 'detached' });
    assert.equal(await nameOf(rows.first()), second);
    assert.equal(await t.page.evaluate(() => document.activeElement?.textContent), 'Rename …', 'on the next theme');
  },

  /** @param {Scene} t */
  async 'each item of the label queue shows its own label, and deciding leads to the next'(t) {
    await sample(t, '/data');
    const items = t.page.locator('.ut-unsure li');
    await items.first().waitFor();
    const label = (/** @type {Locator} */ item) => item.getByLabel('Category of this item').inputValue();
    const [text, second] = [await items.first().locator('.ut-voice').textContent(), await items.nth(1).locator('.ut-voice').textContent()];
    const own = await label(items.nth(1));
    // What the decision teaches may change the next item's label, but never to what was chosen here.
    const other = ['churn_signal', 'praise'].find((code) => code !== own) ?? '';
    await items.first().getByLabel('Category of this item').focus();
    await items.first().getByLabel('Category of this item').selectOption(other);
    await items.filter({ hasText: text ?? '' }).waitFor({ state: 'detached' });
    await settled(t);
    const next = items.filter({ hasText: second ?? '' });
    if ((await next.count()) > 0) assert.notEqual(await label(next), other);
    assert.equal(await t.page.evaluate(() => document.activeElement?.tagName), 'SELECT');
    await t.page.keyboard.press('Control+z');
    await items.filter({ hasText: text ?? '' }).waitFor();
  },

  /** @param {Scene} t */
  async 'an area that is there keeps its phrases when more are added'(t) {
    await sample(t, '/data');
    const area = ((await t.page.locator('.ut-areas tbody th').first().textContent()) ?? '').trim();
    const phrases = t.page.getByLabel(`Phrases of ${area}`);
    await phrases.fill('drag the card');
    await phrases.press('Tab');
    await t.until(() => /set\. Ctrl/.test(document.getElementById('live')?.textContent ?? ''));
    await settled(t);
    const n = await t.page.locator('.ut-areas tbody tr').count();
    await t.page.getByLabel('New area').fill(area.toLowerCase());
    await t.page.getByLabel('Its phrases').fill('swimlane');
    await t.page.getByRole('button', { name: 'Add', exact: true }).click();
    await t.until(() => /is there already/.test(document.getElementById('live')?.textContent ?? ''));
    await settled(t);
    assert.equal(await phrases.inputValue(), 'drag the card, swimlane');
    assert.equal(await t.page.locator('.ut-areas tbody tr').count(), n);
  },

  /** @param {Scene} t */
  async 'every label of a verbatim can be corrected, one that it lacks too, where the reader stands'(t) {
    await sample(t, '/themes?items=1');
    const drawer = t.page.locator('ut-verbatims');
    const item = drawer.locator('li').nth(2);
    await item.locator('.ut-verbatim').waitFor();
    await item.getByText(/Sentiment/).waitFor();
    assert.equal(await drawer.locator('.ut-verbatim select').count(), 0);
    await drawer.getByRole('button', { name: 'Correct labels' }).click();
    for (const name of ['Category', 'Severity', 'Sentiment', 'Root cause', 'Risk', 'Need', 'Product area']) {
      assert.equal(await item.getByLabel(`${name} of this item`).count(), 1, name);
    }
    const need = item.getByLabel('Need of this item');
    await need.focus();
    const to = (await need.inputValue()) === 'trust' ? 'speed' : 'trust';
    await need.selectOption(to);
    await t.until(() => /^Need set to /.test(document.getElementById('live')?.textContent ?? ''));
    const value = () => need.inputValue();
    for (let tries = 0; (await value()) !== to && tries < 100; tries += 1) await t.page.waitForTimeout(20);
    assert.equal(await value(), to);
    assert.match((await need.evaluate((select) => select.getAttribute('aria-label'))) ?? '', /Need/);
    assert.equal(await need.evaluate((select) => select === document.activeElement), true);
    await need.selectOption('');
    await t.until(() => /^Need as it was found/.test(document.getElementById('live')?.textContent ?? ''));
  },

  /** @param {Scene} t */
  async 'a verbatim is taken out of a theme alone, and a move asks where to'(t) {
    await openTheme(t);
    await t.page.locator('.ut-themes .num .ut-number').first().click();
    const drawer = t.page.locator('ut-verbatims');
    await drawer.locator('.ut-verbatim').first().waitFor();
    const n = Number.parseInt((await drawer.locator('h2').textContent()) ?? '', 10);
    const theme = (await drawer.locator('.ut-label b').first().textContent()) ?? '';
    await drawer.getByRole('button', { name: 'Move to another theme …' }).first().click();
    const dialog = t.page.locator('dialog.ut-edit');
    assert.equal(await dialog.getByRole('button', { name: 'Move' }).isDisabled(), true, 'nothing is chosen yet');
    const options = await dialog.getByLabel('Theme').locator('option').allTextContents();
    assert.equal(options.includes(theme), false, 'it is in this theme already');
    await t.page.keyboard.press('Escape');
    await drawer.getByRole('button', { name: `Not this theme: ${theme}` }).first().click();
    await t.until(() => /^Taken out of /.test(document.getElementById('live')?.textContent ?? ''));
    const left = async () => Number.parseInt((await drawer.locator('h2').textContent()) ?? '', 10);
    for (let tries = 0; !((await left()) < n) && tries < 100; tries += 1) await t.page.waitForTimeout(20);
    assert.ok((await left()) < n, 'it and its copies are out');
    assert.equal(await t.page.evaluate(() => document.activeElement?.closest('ut-verbatims') !== null), true);
  },

  /** @param {Scene} t */
  async 'on a small screen the first theme is in view and its card fits'(t) {
    await t.page.setViewportSize({ width: 400, height: 850 });
    await openTheme(t);
    const box = await t.page.locator('.ut-themes tbody tr').first().boundingBox();
    assert.ok(box && box.y < 480, `the first theme begins at ${box?.y}`);
    const card = await t.page.locator('.ut-theme').boundingBox();
    assert.ok(card && card.x >= 0 && card.x + card.width <= 400, JSON.stringify(card));
    await go(t, '/themes?rows=review');
    const tools = t.page.locator('.ut-review-tools').first();
    await tools.waitFor();
    for (const button of await tools.locator('button').all()) {
      const own = await button.boundingBox();
      assert.ok(own && own.x >= 0 && own.x + own.width <= 400, JSON.stringify(own));
    }
    await t.page.emulateMedia({ media: 'print' });
    for (const name of ['Review queue', 'Read more closely', 'Accept']) {
      assert.equal(await t.page.getByRole('button', { name }).first().isVisible(), false, `${name} is on paper`);
    }
  },
};
