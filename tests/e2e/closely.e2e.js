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
    assert.ok((await t.page.locator('.ut-themes tbody tr').count()) > 5);
    assert.ok(packs(t) <= 2);
  },
};
