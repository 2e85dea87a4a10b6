/** @file Close reading in the page: loaded on demand, from the page's own files, in the background. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';

/** @import { Scene } from './stage.js' */

/** The sample, analysed, with its themes in view. @param {Scene} t */
async function themes(t) {
  await t.open();
  await t.page.getByRole('button', { name: 'Try sample data' }).click();
  await t.page.locator('.ut-finding').first().waitFor({ timeout: 60_000 });
  await t.page.evaluate(() => {
    location.hash = '/themes';
  });
  await t.page.locator('ut-closely').waitFor();
}

const packs = (/** @type {Scene} */ t) => t.requests.filter((address) => address.includes('undertone-reader.bin')).length;

/** The themes in view. @param {Scene} t */
const names = (t) => t.page.locator('.ut-themes tbody th[scope=row]').allTextContents();

/** Whether this browser has kept what was read. */
const isKept = () => new Promise((resolve) => {
  const opened = indexedDB.open('undertone');
  opened.onsuccess = () => {
    const saved = opened.result.transaction('project').objectStore('project').get('last');
    saved.onsuccess = () => {
      opened.result.close();
      resolve(Boolean(saved.result?.read));
    };
  };
});

export default {
  /** @param {Scene} t */
  async 'reading more closely finds the themes anew, says how much was read, and can be cancelled'(t) {
    await themes(t);
    if (!existsSync('dist/undertone-reader.bin')) {
      await t.page.getByText('Close reading is not on this page').waitFor();
      return;
    }
    const button = t.page.getByRole('button', { name: 'Read more closely' });
    await button.waitFor();
    assert.equal(t.requests.some((address) => /reader-.*(wasm|js)$/.test(address)), false);
    assert.equal(packs(t), 0);
    await button.click();
    await t.page.getByRole('button', { name: 'Cancel' }).click({ timeout: 60_000 });
    await button.waitFor();
    await button.click();
    await t.page.locator('ut-closely').getByText(/\d+ of [\d,]+ texts read closely/).waitFor({ timeout: 170_000 });
    const found = await names(t);
    assert.ok(found.length > 5);
    assert.ok(packs(t) <= 2);

    await t.until(isKept);
    await t.page.reload();
    await t.page.locator('ut-closely').getByText(/\d+ of [\d,]+ texts read closely/).waitFor({ timeout: 90_000 });
    await t.page.locator('.ut-themes tbody th[scope=row]').nth(found.length - 1).waitFor();
    assert.deepEqual(await names(t), found, 'after a reload the themes are the same');
    assert.ok(packs(t) <= 2, 'nothing is read again');
  },
};
