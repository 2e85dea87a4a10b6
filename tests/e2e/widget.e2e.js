/** @file The widget in a foreign page with a strict policy: as an element and in a frame. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** @import { Scene } from './stage.js' */

const RESULT = readFileSync(new URL('../fixtures/snapshot.json', import.meta.url), 'utf8');
const EVIL = '</script><img src=x onerror="document.title=\'pwned\'"><b>bold</b>';

/**
 * Opens the demo page with this result.
 * @param {Scene} t
 * @param {string} [result]
 */
async function openDemo(t, result = RESULT) {
  t.allow(/404/); // One widget of the demo names a file that is not there.
  await t.page.route('**/demo-result.json', (route) => route.fulfill({ body: result, contentType: 'application/json' }));
  await t.open('demo.html');
  await t.page.locator('undertone-widget').first().getByRole('heading').first().waitFor();
}

export default {
  /** @param {Scene} t */
  async 'the widget shows findings and a heatmap under the strict policy of a foreign page'(t) {
    await openDemo(t);
    const widgets = t.page.locator('undertone-widget');
    await widgets.nth(0).getByText("'login loop' up 4× this week").first().waitFor();
    await widgets.nth(1).getByRole('rowheader', { name: 'Mobile' }).waitFor();
    for (const idx of [0, 1]) await widgets.nth(idx).getByText('As of 4 Oct 2026, n = 5,000, no filter').waitFor();
    const border = await widgets.nth(1).locator('table').evaluate((table) => getComputedStyle(table).borderTopWidth);
    assert.equal(border, '0px', 'the style of the page stops at the widget');
  },

  /** @param {Scene} t */
  async 'the frame gets the height of its content, and no other message counts'(t) {
    await openDemo(t);
    const frame = t.page.locator('iframe');
    await frame.scrollIntoViewIfNeeded();
    await t.page.frameLocator('iframe').getByText('As of 4 Oct 2026').waitFor();
    await t.until(() => {
      const inside = document.querySelector('iframe')?.contentDocument?.body.getBoundingClientRect().height ?? 0;
      const outside = parseFloat(document.querySelector('iframe')?.style.height ?? '');
      return inside > 100 && Math.abs(outside - Math.ceil(inside)) <= 1;
    });
    const before = await frame.evaluate((element) => element.style.height);
    await t.page.evaluate(() => postMessage({ type: 'undertone:height', v: 1, id: '', height: 3000 }, '*'));
    await t.page.waitForTimeout(100);
    assert.equal(await frame.evaluate((element) => element.style.height), before);
  },

  /** @param {Scene} t */
  async 'hostile words of a result stay words'(t) {
    const hostile = JSON.parse(RESULT, (key, value) =>
      typeof value === 'string' && !['format', 'rowDimension', 'colDimension'].includes(key) ? EVIL : value);
    await openDemo(t, JSON.stringify({ ...hostile, format: 'undertone-snapshot' }));
    await t.page.locator('undertone-widget').nth(1).getByRole('table').waitFor();
    const found = await t.page.evaluate(() =>
      [...document.querySelectorAll('undertone-widget')].reduce((n, widget) =>
        n + (widget.shadowRoot?.querySelectorAll('img, script').length ?? 0), 0));
    assert.equal(found, 0);
    assert.doesNotMatch(await t.page.title(), /pwned/);
  },

  /** @param {Scene} t */
  async 'what stands between the tags stays when there is nothing to show'(t) {
    await openDemo(t);
    const last = t.page.locator('undertone-widget').last();
    await last.getByText('the server answered 404').waitFor();
    assert.ok(await last.getByText('What the author wrote between the tags stays.').isVisible());
  },

  /** @param {Scene} t */
  async 'a result between the tags needs no request, and properties change the view'(t) {
    const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Inline</title>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; require-trusted-types-for 'script'">
      <script type="module" src="widget.js"></script>
      <undertone-widget><script type="application/json">${RESULT.replaceAll('<', '\\u003c')}</script></undertone-widget>`;
    await t.page.route('**/inline.html', (route) => route.fulfill({ body, contentType: 'text/html' }));
    await t.open('inline.html');
    await t.page.getByRole('table').waitFor();
    const seen = await t.page.evaluate(() => {
      const widget = /** @type {HTMLElement} */ (document.querySelector('undertone-widget'));
      /** @type {unknown} */ let detail;
      widget.addEventListener('ut-load', (event) => { detail = /** @type {CustomEvent} */ (event).detail; });
      widget.setAttribute('view', 'digest');
      const heading = widget.shadowRoot?.querySelector('h2')?.textContent ?? '';
      widget.setAttribute('view', 'constructor');
      return { detail, heading, problem: widget.shadowRoot?.querySelector('.problem')?.textContent };
    });
    assert.deepEqual(seen.detail, { asOf: '2026-10-04', nItems: 5000 });
    assert.match(seen.heading, /^Customer feedback/);
    assert.match(seen.problem ?? '', /There is no view “constructor”/);
  },

  /** @param {Scene} t */
  async 'the frame takes no file of another site'(t) {
    await t.open(`widget.html?src=${encodeURIComponent(`${t.stranger.url}r.json`)}`);
    await t.page.locator('undertone-widget').getByRole('status').waitFor();
    assert.equal(t.requests.filter((address) => address.startsWith(t.stranger.url)).length, 0);
  },
};
