/**
 * @file Times the real page in the browser, from drop to inbox: `node tests/e2e/bench.js FILE…`
 * prints one line of JSON for each file.
 */

import { readFileSync } from 'node:fs';

import { serveDist } from './server.js';
import { launch } from './stage.js';

/** @import { Browser, Page } from 'playwright-core' */

/** Shorter tasks than this the browser does not report. */
const SHORTEST_TASK_MS = 50;

const site = await serveDist();
for (const file of process.argv.slice(2)) {
  const browser = await launch();
  try {
    console.log(JSON.stringify({ file, ...(await measured(browser, file)) }));
  } finally {
    await browser.close();
  }
}
site.close();

/**
 * @param {Browser} browser
 * @param {string} file
 */
async function measured(browser, file) {
  const page = await browser.newPage();
  await page.addInitScript(watch);
  await page.goto(site.url);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await page.waitForTimeout(1000); // The engine is there long before a person has chosen a file.
  await page.evaluate(() => marks.splice(0));
  const picker = await chooser;
  const begin = await page.evaluate(() => performance.now());
  await picker.setFiles(file, { timeout: 300_000 });
  await page.locator('#analyse').click({ timeout: 300_000 });
  // A file without dates or scores may hold nothing that stands out.
  await page.locator('.ut-findings, .ut-empty-state').first().waitFor({ timeout: 600_000 });
  const seen = await page.evaluate(() => ({ now: performance.now(), marks, tasks }));
  const during = seen.tasks.filter((task) => task.start >= begin);
  return {
    total: seen.now - begin,
    stages: stagesOf(seen.marks),
    longestTask: Math.max(SHORTEST_TASK_MS, ...during.map((task) => task.ms)),
    peakMb: await peakMemory(browser),
  };
}

/** In the page: notes when each stage begins, and every long task. */
function watch() {
  /** @type {{ stage: string, at: number }[]} */ const marks = [];
  /** @type {{ start: number, ms: number }[]} */ const tasks = [];
  Object.assign(globalThis, { marks, tasks });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });
  const Real = Worker;
  // The messages between page and worker tell the stages without asking the page for anything.
  globalThis.Worker = class extends Real {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (data.progress) marks.push({ stage: data.progress.stage, at: performance.now() });
        else marks.push({ stage: '', at: performance.now() });
      });
    }

    /** @param {any} message @param {any} [transfer] */
    postMessage(message, transfer) {
      if (message.method) marks.push({ stage: message.method, at: performance.now() });
      super.postMessage(message, transfer);
    }
  };
}

/**
 * Milliseconds of each stage: from its first mark to the next stage's.
 * @param {{ stage: string, at: number }[]} marks
 */
function stagesOf(marks) {
  /** @type {Record<string, number>} */ const stages = {};
  for (const [i, { stage, at }] of marks.entries()) {
    const next = marks[i + 1];
    if (stage && next) stages[stage] = (stages[stage] ?? 0) + next.at - at;
  }
  return stages;
}

/**
 * The most memory that a renderer of this browser ever held, in MB; 0 where the system does not say.
 * @param {Browser} browser
 */
async function peakMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter((process) => process.type === 'renderer')
    .map(({ id }) => {
      try {
        const status = readFileSync(`/proc/${id}/status`, 'utf8');
        return Number(status.match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) / 1024;
      } catch {
        return 0;
      }
    });
  return Math.max(0, ...peaks);
}
