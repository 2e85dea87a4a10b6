/** @file The script of `widget.html`: shows what the address asks for and tells its height. */

import { frameOptions } from './frame-options.js';
import { UndertoneWidget } from './undertone-widget.js';

const { src, view, theme, id, numbers } = frameOptions(location.search, location.href);
UndertoneWidget.define();

const widget = document.querySelector('undertone-widget');
if (widget) {
  if (theme !== 'auto') document.documentElement.dataset['theme'] = theme;
  for (const [name, value] of Object.entries({ view, ...numbers })) widget.setAttribute(name, value);
  if (src) widget.setAttribute('src', src);
}

// Only the height leaves the frame, and whoever frames it may know that: hence `*`.
new ResizeObserver(() => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ type: 'undertone:height', v: 1, id, height }, '*');
}).observe(document.body);
