/** @file Draws the app over an engine, the real one or a stand-in. */

/** @import { EngineLike } from './engine-like.js' */
import { UtPopover } from '../elements/ut-popover.js';
import { App } from './app.js';
import { applyTheme } from './theme.js';

/** @param {EngineLike} engine */
export function start(engine) {
  applyTheme();
  if (!customElements.get('ut-popover')) customElements.define('ut-popover', UtPopover);
  return new App(engine, /** @type {HTMLElement} */ (document.getElementById('app')));
}
