/**
 * @file For the page outside: gives every `<iframe data-undertone>` the height its widget asks for.
 * `<script src="…/embed.js" defer></script>`
 */

import { heightOf } from './embed-height.js';

addEventListener('message', (event) => {
  const height = heightOf(event.data);
  if (height === undefined) return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.dataset['undertone'] !== undefined && event.source === frame.contentWindow) {
      frame.style.setProperty('height', `${height}px`);
    }
  }
});
