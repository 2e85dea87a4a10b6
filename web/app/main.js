/** @file The page starts here: elements are registered, the engine's client is made, the app is drawn. */

import { UtCells } from '../elements/ut-cells.js';
import { UtChart } from '../elements/ut-chart.js';
import { UtPopover } from '../elements/ut-popover.js';
import { UtVerbatims } from '../elements/ut-verbatims.js';
import { EngineClient } from '../engine/client.js';
import { App } from './app.js';
import { applyTheme } from './theme.js';

/**
 * Starts the page over an engine.
 * @param {import('./workspace.js').EngineLike} engine
 */
export function start(engine) {
  applyTheme();
  for (const [tag, element] of /** @type {const} */ ([
    ['ut-cells', UtCells], ['ut-chart', UtChart], ['ut-popover', UtPopover], ['ut-verbatims', UtVerbatims],
  ])) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
  return new App(engine, /** @type {HTMLElement} */ (document.getElementById('app')));
}

export { EngineClient };
