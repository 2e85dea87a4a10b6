/** @file The page's half of one contestant: what the harness calls, with the same words for all. */

/** @import { Seen } from './run.js' */

/**
 * @typedef {object} Contestant
 * @property {() => Promise<void>} prepare Everything that is there before a file is chosen.
 * @property {(file: File) => Promise<void>} open The file to typed columns: this is timed.
 * @property {() => Promise<Seen>} check What is in the columns; not timed.
 * @property {() => Promise<void>} close Forgets the columns; not timed.
 */

/**
 * Puts a contestant where the harness finds it.
 * @param {Contestant} contestant
 */
export function stand(contestant) {
  /** @type {PerformanceEntry[]} */ let tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask' });
  globalThis.peer = {
    prepare: () => contestant.prepare(),
    async open() {
      const file = document.querySelector('input')?.files?.[0];
      if (!file) throw new Error('no file was chosen');
      tasks = [];
      const begin = performance.now();
      await contestant.open(file);
      return performance.now() - begin;
    },
    check: () => contestant.check(),
    close: () => contestant.close(),
    async longestTask() {
      await new Promise((resolve) => setTimeout(resolve, 100)); // Entries arrive after their task.
      tasks.push(...observer.takeRecords());
      return Math.max(0, ...tasks.map((task) => task.duration));
    },
  };
}

/**
 * A contestant that works in a worker of its own.
 * @param {string} script
 * @returns {Contestant}
 */
export function inWorker(script) {
  /** @type {Worker} */ let worker;
  const call = (/** @type {string} */ method, /** @type {File | undefined} */ file = undefined) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.result));
      worker.onerror = ({ message }) => reject(new Error(message || 'the worker died'));
      worker.postMessage({ method, file });
    });
  return {
    async prepare() {
      worker = new Worker(script);
      await call('prepare');
    },
    open: (file) => call('open', file),
    check: () => call('check'),
    close: () => call('close'),
  };
}
