/** @file What is read now, with its progress, and how it is stopped. */

/** @import { FileView } from '../engine/types/file.js' */
/** @import { Tell } from './engine-like.js' */

/**
 * What is being read: a file on its way in, or an open one that is read again.
 * @typedef {object} Reading
 * @property {string} name
 * @property {number} nBytes
 * @property {number} [id] Of a file that is read again.
 * @property {string} [label] Why it is.
 * @property {number} [done] Share, 0–1; nothing while nobody can tell.
 * @property {FileView} [preview] What the first rows of a large file say.
 */

/** One reading after the other. */
export class Turn {
  /** @type {Reading | undefined} */ reading;
  /** Whether what is to be read next was cancelled. */ #isCancelled = false;
  /** Ends the reading that goes on. @type {(() => void) | undefined} */ #stop;
  /** @type {() => void} */ #changed;

  /** @param {() => void} changed Called after every change of what is shown. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** What is read next was not cancelled. */
  renew() {
    this.#isCancelled = false;
  }

  /** Stops what is read, or what is to be read next. */
  cancel() {
    this.#isCancelled = true;
    this.#stop?.();
  }

  /**
   * Reads, with progress, until it is done or stopped.
   * @template T
   * @param {Reading} reading
   * @param {(tell: Tell) => Promise<T>} run
   * @returns {Promise<T>} Rejected with the code `cancelled` where it was stopped.
   */
  async read(reading, run) {
    const cancelled = Object.assign(new Error('Cancelled'), { code: 'cancelled' });
    if (this.#isCancelled) throw cancelled;
    this.reading = reading;
    this.#changed();
    /** @type {Promise<never>} */
    const stopped = new Promise((_, reject) => {
      this.#stop = () => reject(cancelled);
    });
    try {
      return await Promise.race([stopped, run(({ done, preview = reading.preview }) => {
        Object.assign(reading, { done, preview });
        this.#changed();
      })]);
    } finally {
      this.reading = this.#stop = undefined;
    }
  }
}
