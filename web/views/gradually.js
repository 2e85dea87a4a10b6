/** @file A long list, drawn in pieces: what is seen first at once, the rest when the page has time. */

import { noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { repeat } from 'lit/directives/repeat.js';

/** Items drawn at once, and added with each pause. */
const PIECE = 4;

class Gradually extends AsyncDirective {
  #shown = PIECE;
  #isWaiting = false;
  /** @type {() => unknown} */ #draw = () => noChange;
  #n = 0;

  /**
   * @template T
   * @param {readonly T[]} items
   * @param {(item: T) => string} key
   * @param {(item: T, idx: number) => unknown} template
   */
  render(items, key, template) {
    this.#n = items.length;
    this.#draw = () => repeat(items.slice(0, this.#shown), key, template);
    this.#wait();
    return this.#draw();
  }

  #wait() {
    if (this.#isWaiting || this.#shown >= this.#n) return;
    this.#isWaiting = true;
    whenIdle(() => {
      this.#isWaiting = false;
      if (!this.isConnected) return;
      this.#shown += PIECE;
      this.setValue(this.#draw());
      this.#wait();
    });
  }

  /** @override */
  reconnected() {
    this.#wait();
  }
}

/** @param {() => void} run */
function whenIdle(run) {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 200 });
  else setTimeout(run, 16);
}

const gradual = directive(Gradually);

/**
 * Like `repeat`, a few items at a time.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T, idx: number) => unknown} template
 */
export function gradually(items, key, template) {
  return gradual(/** @type {any} */ (items), /** @type {any} */ (key), /** @type {any} */ (template));
}
