/** @file Every view, in light and dark, wide and narrow: nobody is shut out and nothing overflows. */

import assert from 'node:assert/strict';

import { violations } from './axe.js';

/** @import { Scene } from './stage.js' */

const PLACES = [
  '/findings', '/findings?role=leadership', '/findings?role=pm', '/findings?items=1', '/heatmap', '/heatmap?rows=area&cols=week', '/spikes',
  '/themes', '/themes?rows=review', '/significance', '/significance?rows=area&within=category&flip=1&measure=mean-score', '/significance?open=impact', '/significance?open=drivers',
  '/significance?open=surprises', '/coverage', '/accounts', '/digest', '/digest?measure=markdown', '/data',
];

/** @param {Scene} t */
async function sample(t) {
  await t.open();
  const landing = await violations(t, 'landing');
  await t.page.getByRole('button', { name: 'Try sample data' }).click();
  await t.page.locator('.ut-finding').first().waitFor({ timeout: 60_000 });
  return landing;
}

/**
 * @param {Scene} t
 * @param {string} place
 */
async function visit(t, place) {
  await t.page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await t.page.waitForTimeout(150);
  await t.until(() => !document.querySelector('.ut-pending, .ut-answer[data-stale]'));
  if (place.includes('items=1')) await t.page.locator('.ut-verbatim').first().waitFor();
}

/**
 * @param {Scene} t
 * @param {'light' | 'dark'} colorScheme
 */
async function audit(t, colorScheme) {
  await t.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const all = await sample(t);
  for (const place of PLACES) {
    await visit(t, place);
    all.push(...(await violations(t, place)));
  }
  assert.deepEqual(all, []);
}

export default {
  /** @param {Scene} t */
  async 'no view breaks an accessibility rule in light colours'(t) {
    await audit(t, 'light');
  },

  /** @param {Scene} t */
  async 'no view breaks an accessibility rule in dark colours'(t) {
    await audit(t, 'dark');
  },

  /** @param {Scene} t */
  async 'no view is wider than a screen of 400 pixels'(t) {
    await t.page.setViewportSize({ width: 400, height: 800 });
    await sample(t);
    /** @type {string[]} */ const wide = [];
    for (const place of PLACES) {
      await visit(t, place);
      const over = await t.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) wide.push(`${place} by ${over} px`);
    }
    assert.deepEqual(wide, []);
  },
};
