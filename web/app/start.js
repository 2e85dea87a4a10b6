/** @file Registers the elements and draws the app over an engine, the real one or a stand-in. */

/** @import { EngineLike } from './workspace.js' */
import { UtCells } from '../elements/ut-cells.js';
import { UtChart } from '../elements/ut-chart.js';
import { UtPopover } from '../elements/ut-popover.js';
import { UtVerbatims } from '../elements/ut-verbatims.js';
import { App } from './app.js';
import { applyTheme } from './theme.js';

/** @param {EngineLike} engine */
export function start(engine) {
  applyTheme();
  for (const [tag, element] of /** @type {const} */ ([
    ['ut-cells', UtCells], ['ut-chart', UtChart], ['ut-popover', UtPopover], ['ut-verbatims', UtVerbatims],
  ])) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
  return new App(engine, /** @type {HTMLElement} */ (document.getElementById('app')));
}
