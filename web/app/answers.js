/** @file What the engine said last: views ask while they render, and are shown again when it answers. */

/** @import { EngineLike } from './engine-like.js' */

/**
 * One question's state. `value` stays the last answer while a newer one is under way, `done` is the
 * share of its work where that is told.
 * @template T
 * @typedef {{ key: string, value: T | undefined, error: Error | undefined, isPending: boolean, done?: number }} Answer
 */

/** @typedef {'overview' | 'findings' | 'themes' | 'table' | 'spikes' | 'surprises' | 'drivers' | 'impact' | 'alerts' | 'news' | 'coverage' | 'accounts' | 'digest' | 'review' | 'labels'} Question */

/** Answers by slot: a slot is one place of the page that shows one answer. */
export class Answers {
  /** @type {EngineLike} */ #engine;
  /** @type {() => void} */ #onChange;
  /** @type {Map<string, Answer<any>>} */ #slots = new Map();
  #revision = 0;

  /**
   * @param {EngineLike} engine
   * @param {() => void} onChange
   */
  constructor(engine, onChange) {
    this.#engine = engine;
    this.#onChange = onChange;
  }

  /**
   * The answer for a slot; asked when it is not there yet.
   * @template {Question} Q
   * @param {Q} question
   * @param {Parameters<EngineLike[Q]>[0]} argument
   * @param {string} [slot]
   * @returns {Answer<Awaited<ReturnType<EngineLike[Q]>>>}
   */
  ask(question, argument, slot = question) {
    const key = JSON.stringify([this.#revision, question, argument]);
    const last = this.#slots.get(slot);
    if (last?.key === key) return last;
    /** @type {Answer<any>} */
    const answer = { key, value: last?.value, error: undefined, isPending: true };
    this.#slots.set(slot, answer);
    void this.#settle(slot, answer, question, argument);
    return answer;
  }

  /** Everything must be asked again; what was answered stays on show until then. */
  refresh() {
    this.#revision += 1;
  }

  /** Nothing was ever asked. */
  clear() {
    this.#revision += 1;
    this.#slots.clear();
  }

  /**
   * @param {string} slot
   * @param {Answer<any>} answer
   * @param {Question} question
   * @param {any} argument
   */
  async #settle(slot, answer, question, argument) {
    for (let attempt = 0; answer.isPending; attempt += 1) {
      try {
        answer.value = await this.#engine[question](argument, ({ done }) => {
          answer.done = done;
          this.#onChange();
        });
        answer.isPending = false;
      } catch (error) {
        // A worker that died has been replaced and its files replayed: ask once more.
        if (codeOf(error) === 'crashed' && attempt === 0) continue;
        // What a reader cancelled is asked again when it is wanted again.
        if (codeOf(error) === 'cancelled' && this.#slots.get(slot) === answer) this.#slots.delete(slot);
        answer.value = undefined;
        answer.error = error instanceof Error ? error : new Error(String(error));
        answer.isPending = false;
      }
    }
    this.#onChange();
  }
}

/**
 * The stable code of an engine's error, `''` for others.
 * @param {unknown} error
 * @returns {string}
 */
export function codeOf(error) {
  const code = /** @type {{ code?: unknown } | null} */ (error)?.code;
  return typeof code === 'string' ? code : '';
}
