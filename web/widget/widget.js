/** @file Registers `<undertone-widget>`: the one script that a page needs. */

import { UndertoneWidget } from './undertone-widget.js';

UndertoneWidget.define();

export { UndertoneWidget };
