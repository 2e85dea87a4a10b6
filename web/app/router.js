/** @file The state of the view, kept in the address: a link reproduces it, Back undoes it. */

/** @import { ViewState } from './state.js' */
import { fullFilter } from './filter.js';
import { hashOf, stateOf } from './state.js';

/** Reads and writes the part of the address after `#`. */
export class Router {
  /** @type {ViewState} */ state;
  /** @type {(isBad: boolean) => void} */ #onChange;

  /**
   * @param {(isBad: boolean) => void} onChange Called after every change of the state; the argument
   *  says whether a link could not be understood.
   */
  constructor(onChange) {
    this.#onChange = onChange;
    this.state = stateOf(location.hash).state;
    addEventListener('popstate', () => this.read());
  }

  /** Takes the state from the address. */
  read() {
    const { state, isBad } = stateOf(location.hash);
    const kept = history.state?.drawer;
    this.state = kept ? { ...state, drawer: fullFilter(kept) } : state;
    this.#onChange(isBad);
  }

  /**
   * Changes some of the state.
   * @param {Partial<ViewState>} patch
   * @param {'push' | 'replace'} [how] `replace` leaves no step for Back.
   */
  go(patch, how = 'push') {
    const next = { ...this.state, ...patch };
    const hash = `#${hashOf(next)}`;
    const memory = next.drawer?.rows ? { drawer: next.drawer } : null;
    const isSame = hash === location.hash && !memory && !history.state?.drawer;
    if (how === 'push' && !isSame) history.pushState(memory, '', hash);
    else history.replaceState(memory, '', hash);
    this.state = next;
    this.#onChange(false);
  }
}
