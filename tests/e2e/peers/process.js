/** @file What the system knows about the browser's renderers: time on the processor, and memory. */

import { readFileSync, readdirSync } from 'node:fs';

/** @import { Browser } from 'playwright-core' */

/**
 * Nanoseconds that each thread of each renderer has run, by process and thread.
 * @typedef {Map<number, Map<number, number>>} Times
 */

/**
 * @typedef {object} Spent
 * @property {number} pid The renderer that worked.
 * @property {number} busiest CPU milliseconds of its busiest thread.
 * @property {number} main CPU milliseconds of its main thread.
 * @property {number} all CPU milliseconds of all its threads.
 */

/** Asks for the renderers of one browser. */
export class Renderers {
  /** @type {number[]} */ #pids = [];
  #browser;

  /** @param {Browser} browser */
  constructor(browser) {
    this.#browser = browser;
  }

  /** Finds the renderers that live now. */
  async find() {
    const session = await this.#browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    this.#pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  }

  /** @returns {Times} */
  times() {
    return new Map(this.#pids.map((pid) => [pid, threadTimes(pid)]));
  }

  /**
   * What was spent since `before`, by the renderer that spent most.
   * @param {Times} before
   * @returns {Spent}
   */
  since(before) {
    const spent = [...this.times()].map(([pid, threads]) => {
      const old = before.get(pid);
      const each = [...threads].map(([thread, ns]) => (ns - (old?.get(thread) ?? 0)) / 1e6);
      const main = ((threads.get(pid) ?? 0) - (old?.get(pid) ?? 0)) / 1e6;
      const all = each.reduce((sum, ms) => sum + ms, 0);
      return { pid, busiest: Math.max(0, ...each), main, all };
    });
    const [most] = spent.sort((a, b) => b.all - a.all);
    if (!most) throw new Error('the browser has no renderer');
    return most;
  }
}

/** @param {number} pid */
function threadTimes(pid) {
  /** @type {Map<number, number>} */ const times = new Map();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      const [ns] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
      times.set(Number(thread), Number(ns));
    } catch {
      // The thread has just ended.
    }
  }
  return times;
}

/**
 * Resident memory of a process in MB, now and at its highest.
 * @param {number} pid
 */
export function memory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (/** @type {string} */ key) => Number(status.match(new RegExp(`${key}:\\s+(\\d+)`))?.[1] ?? 0) / 1024;
  return { now: mb('VmRSS'), peak: mb('VmHWM') };
}
