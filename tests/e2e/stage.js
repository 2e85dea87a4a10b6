/** @file What browser tests stand on: the built page on a server, a browser, and an eye on both. */

import assert from 'node:assert/strict';

import { chromium } from 'playwright-core';

import { serveDist, serveStranger } from './server.js';

/** @import { Browser, BrowserContext, Page } from 'playwright-core' */
/** @import { Served } from './server.js' */

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser that the environment names. */
export function launch() {
  const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS });
}

/** One browser and one server for all tests. */
export class Stage {
  /**
   * @param {Browser} browser
   * @param {Served} site The built page, under a path prefix.
   * @param {Served} stranger Another origin, which must never be asked for anything.
   */
  constructor(browser, site, stranger) {
    this.browser = browser;
    this.site = site;
    this.stranger = stranger;
  }

  static async set() {
    return new Stage(await launch(), await serveDist(), await serveStranger());
  }

  /** A fresh page for one test. */
  async scene() {
    const context = await this.browser.newContext({ acceptDownloads: true });
    return new Scene(this, context, await context.newPage());
  }

  async strike() {
    await this.browser.close();
    this.site.close();
    this.stranger.close();
  }
}

/** What one test works with. */
export class Scene {
  /** What the page complained of. @type {string[]} */ errors = [];
  /** All addresses asked for. @type {string[]} */ requests = [];
  /** @type {RegExp[]} */ #allowed = [];

  /**
   * @param {Stage} stage
   * @param {BrowserContext} context
   * @param {Page} page
   */
  constructor(stage, context, page) {
    this.site = stage.site;
    this.stranger = stage.stranger;
    this.context = context;
    this.page = page;
    this.strangerHits = stage.stranger.requests.length;
    context.on('request', (request) => this.requests.push(request.url()));
    context.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.errors.push(`uncaught: ${error.error().message}`));
  }

  /** Complaints that the test is about. @param {RegExp} pattern */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** Opens a page of the site. @param {string} [path] */
  async open(path = '') {
    await this.page.goto(this.site.url + path);
  }

  /**
   * Opens the bare test page, whose global `engine` is an EngineClient like the page's own.
   * @returns {Promise<void>}
   */
  async openEngine() {
    await this.open('engine-test.html');
    await this.until(() => 'engine' in globalThis);
  }

  /**
   * Waits until a function says yes in the page. (The browser's own waiting compiles text, which
   * the page's policy forbids.)
   * @param {() => unknown} check
   * @param {number} [limit] in milliseconds
   */
  async until(check, limit = 30_000) {
    const end = performance.now() + limit;
    while (!(await this.page.evaluate(check))) {
      if (performance.now() > end) throw new Error(`still not so: ${check}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** The analysis worker that lives now. */
  worker() {
    const worker = this.page.workers().at(-1);
    assert.ok(worker, 'there is no worker');
    return worker;
  }

  /** Holds the page to its promises. */
  check() {
    const left = this.errors.filter((error) => !this.#allowed.some((p) => p.test(error)));
    assert.deepEqual(left, [], 'the page complained');
    const home = new URL(this.site.url).origin;
    const foreign = this.requests.filter((address) => {
      const { origin, protocol } = new URL(address);
      return origin !== home && protocol !== 'blob:' && protocol !== 'data:';
    });
    const blocked = foreign.filter((address) => !address.startsWith(this.stranger.url));
    assert.deepEqual(blocked, [], 'another origin was asked');
    const hits = this.stranger.requests.slice(this.strangerHits);
    assert.deepEqual(hits, [], 'a request reached another origin');
  }

  async end() {
    await this.context.close();
  }
}
