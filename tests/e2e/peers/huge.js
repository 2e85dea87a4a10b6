/**
 * @file What the real page makes of a file that is too large for it: `node tests/e2e/peers/huge.js
 * HUGE LARGE` prints one line of JSON for each promise, `{ ok, said }`. The huge file is opened or
 * refused in words, before it is read; the page lives on and opens the large one; and when that is
 * closed, its memory comes back.
 */

import { statSync } from 'node:fs';

import { serveDist } from '../server.js';
import { launch } from '../stage.js';
import { Renderers, memory } from './process.js';

/** @import { Page } from 'playwright-core' */

const LIMIT_MS = 280_000;
const RETURN_MS = 20_000;
/** What a refusal may cost, as a share of the file that is not read. */
const MAY_COST = 0.05;
/** What must come back of what an open file took. */
const MUST_RETURN = 0.8;
/** Words of an accident, not of a refusal. */
const ACCIDENT = /unexpectedly|unreachable|RuntimeError|undefined|\bnull\b|out of memory/i;

const [huge = '', large = ''] = process.argv.slice(2);
const site = await serveDist();
const browser = await launch();
try {
  await promises();
} catch (error) {
  say(false, `the page did not get to the end: ${/** @type {Error} */ (error).message.split('\n')[0]}`);
} finally {
  await browser.close();
  site.close();
}

async function promises() {
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  await page.waitForTimeout(1500);
  const renderers = new Renderers(browser);
  await renderers.find();
  const idle = renderers.times();

  const size = statSync(huge).size / 2 ** 20;
  const first = await opened(page, huge);
  const { pid } = renderers.since(idle);
  say(first.isWell, `a file of ${size.toFixed(0)} MB: ${first.said}`);
  const cost = memory(pid).peak;
  if (first.isRefused) {
    say(cost < 200 + MAY_COST * size, `it is refused before it is read: ${cost.toFixed(0)} MB at most`);
  }

  if (!first.isRefused) await closeFile(page);
  const before = memory(pid).now;
  const second = await opened(page, large);
  say(second.isWell && !second.isRefused, `a file of ${(statSync(large).size / 2 ** 20).toFixed(0)} MB after that: ${second.said}`);
  const open = memory(pid).now;
  await closeFile(page);
  const end = performance.now() + RETURN_MS;
  const back = () => (open - memory(pid).now) / (open - before);
  while (back() < MUST_RETURN && performance.now() < end) await page.waitForTimeout(200);
  say(
    back() >= MUST_RETURN,
    `closed, its memory comes back: ${before.toFixed(0)} MB before, ${open.toFixed(0)} MB open, ${memory(pid).now.toFixed(0)} MB after`,
  );
}

/**
 * Chooses a file in the page, and waits for what the page makes of it.
 * @param {Page} page
 * @param {string} file
 */
async function opened(page, file) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).first().click();
  const begin = performance.now();
  await (await chooser).setFiles(file, { timeout: LIMIT_MS });
  await page.waitForTimeout(300); // What was said about the file before is gone.
  const refusal = page.locator('.ut-problems li').first();
  const mapping = page.locator('#analyse');
  await refusal.or(mapping).first().waitFor({ timeout: LIMIT_MS });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const isRefused = await refusal.isVisible();
  if (!isRefused) return { isRefused, isWell: true, said: `opened in ${seconds} s` };
  const words = (await refusal.textContent())?.replace(/\s+/g, ' ').trim() ?? '';
  return { isRefused, isWell: !ACCIDENT.test(words), said: `refused after ${seconds} s: “${words}”` };
}

/** @param {Page} page */
async function closeFile(page) {
  await page.getByRole('button', { name: /^Remove / }).first().click();
  await page.getByRole('button', { name: 'Choose files' }).first().waitFor();
}

/**
 * @param {boolean} ok
 * @param {string} said
 */
function say(ok, said) {
  console.log(JSON.stringify({ ok, said }));
}
