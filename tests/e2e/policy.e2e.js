/** @file The page keeps its promise: nothing leaves it, not even from the worker. */

import assert from 'node:assert/strict';

/** @import { Scene } from './stage.js' */

export default {
  /** @param {Scene} t */
  async 'the sample leads to the inbox without a complaint, in a worker from a blob'(t) {
    await t.open();
    await t.page.getByRole('button', { name: 'Try sample data' }).click();
    await t.page.locator('.ut-findings').first().waitFor({ timeout: 60_000 });
    assert.match(t.worker().url(), /^blob:/);
  },

  /** @param {Scene} t */
  async 'every address is relative: the page works under a path prefix'(t) {
    await t.open();
    await t.page.waitForLoadState('networkidle');
    await t.openEngine();
    await t.page.evaluate(() => engine.start());
    assert.ok(t.requests.length > 3);
    for (const address of t.requests.filter((a) => a.startsWith('http'))) {
      assert.ok(address.startsWith(t.site.url), address);
    }
  },

  /** @param {Scene} t */
  async 'a request from the page to another origin is blocked'(t) {
    t.allow(/Content Security Policy|Refused to connect/);
    await t.openEngine();
    const outcome = await t.page.evaluate((url) => fetch(url).then(String, String), t.stranger.url);
    assert.match(outcome, /TypeError/);
  },

  /** @param {Scene} t */
  async 'a request from inside the worker to another origin is blocked'(t) {
    t.allow(/Content Security Policy|Refused to connect/);
    await t.openEngine();
    await t.page.evaluate(() => engine.start());
    const ask = (/** @type {string} */ url) => fetch(url).then(String, String);
    assert.match(await t.worker().evaluate(ask, t.stranger.url), /TypeError/);
  },

  /** @param {Scene} t */
  async 'text cannot become code: neither by eval nor as markup'(t) {
    t.allow(/Content Security Policy|TrustedScript|TrustedHTML/);
    await t.openEngine();
    await t.page.evaluate(() => engine.start());
    // From a timer: what the browser's driver calls directly may compile text.
    const compile = () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(new Function('return 1')()));
          } catch (error) {
            resolve(String(error));
          }
        });
      });
    assert.match(await t.page.evaluate(compile), /EvalError/);
    assert.match(await t.worker().evaluate(compile), /EvalError/);
    const markup = await t.page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>x</b>';
        return 'set';
      } catch (error) {
        return String(error);
      }
    });
    assert.match(markup, /TypeError/);
  },
};
