/** @file Keys for everything. */

/** @import { ViewName, ViewState } from './state.js' */

/** After `g`: the view that each letter opens. */
export const GO_KEYS = /** @type {const} */ ({
  f: 'findings', h: 'heatmap', s: 'spikes', t: 'themes', i: 'significance', c: 'coverage', a: 'accounts',
  d: 'digest', w: 'data',
});

/**
 * @typedef {object} KeyActions
 * @property {(patch: Partial<ViewState>) => void} go
 * @property {() => boolean} isReady
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => boolean} close
 */

/** @param {KeyActions} actions */
export function bindKeys(actions) {
  let isGoing = false;
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const isTyping = isField(event.composedPath()[0]);
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y') && (!isTyping || isSelect(event.target))) {
      event.preventDefault();
      (event.shiftKey || key === 'y' ? actions.redo : actions.undo)();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (!document.querySelector('dialog[open]') && actions.close()) event.preventDefault();
      return;
    }
    if (isTyping || document.querySelector('dialog[open]')) return;
    if (isGoing) {
      isGoing = false;
      const view = /** @type {Readonly<Record<string, ViewName>>} */ (GO_KEYS)[key];
      if (view && actions.isReady()) actions.go({ view });
      return;
    }
    if (press(event.key, actions)) event.preventDefault();
    else if (key === 'g') {
      isGoing = true;
      setTimeout(() => { isGoing = false; }, 1500);
    }
  });
}

/**
 * @param {string} key
 * @param {KeyActions} actions
 * @returns {boolean} Whether the key did something.
 */
function press(key, { isReady }) {
  switch (key) {
    case '?':
      /** @type {HTMLDialogElement | null} */ (document.getElementById('help'))?.showModal();
      return true;
    case '/': {
      const search = document.getElementById('search');
      search?.focus();
      return search !== null;
    }
    case 'j': return isReady() && step(1);
    case 'k': return isReady() && step(-1);
    case 'o': {
      const button = document.activeElement?.closest('[data-finding]')?.querySelector('.ut-open-rows, .ut-number');
      if (button instanceof HTMLElement) button.click();
      return button instanceof HTMLElement;
    }
    default: return false;
  }
}

/**
 * To the next or previous finding, list item or row.
 * @param {number} by
 */
function step(by) {
  const stops = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-finding], .ut-list-item, .ut-expand')]);
  const now = stops.findIndex((stop) => stop.contains(document.activeElement));
  const next = stops[now < 0 ? (by > 0 ? 0 : stops.length - 1) : now + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}

/** @param {EventTarget | null} target */
function isSelect(target) {
  return target instanceof HTMLSelectElement;
}

/** @param {EventTarget | undefined} target */
function isField(target) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox])');
}
