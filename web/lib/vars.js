/** @file CSS custom properties on an element from a template: a strict policy forbids `style="…"`. */

import { Directive, directive, PartType } from 'lit/directive.js';
import { noChange } from 'lit';

/** @import { ElementPart, PartInfo } from 'lit/directive.js' */

class Vars extends Directive {
  /** @param {PartInfo} part */
  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('vars() stands in the tag itself');
  }

  /** @param {Readonly<Record<string, string | number>>} _values */
  render(_values) {
    return noChange;
  }

  /**
   * @override
   * @param {ElementPart} part
   * @param {[Readonly<Record<string, string | number>>]} values
   */
  update(part, [values]) {
    const { style } = /** @type {HTMLElement} */ (part.element);
    for (const [name, value] of Object.entries(values)) style.setProperty(name, String(value));
    return noChange;
  }
}

/** `<td ${vars({ '--level': 0.3 })}>` */
export const vars = directive(Vars);
