/** @import { TableView } from '../engine/types/evidence.js' */
import { html, LitElement, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { cellSentence, heatLevels, markOf } from '../lib/cells.js';
import { formatCount, formatName, formatP, formatValue } from '../lib/format.js';
import { vars } from '../lib/vars.js';

/**
 * One dimension by another: a plain table in which every number is written and opens its rows.
 * One tab stop; arrow keys move inside.
 *
 * @property {TableView} view
 * @property {'heat' | 'letters'} mode Colour and marks, or letters, q and base.
 * @property {string} currency
 * @property {(dimension: string, value: string) => string} nameOf
 * @fires {CustomEvent<{ row: number, col: number }>} ut-cell when a cell is chosen; −1 is a total
 */
export class UtCells extends LitElement {
  /** @override */
  static properties = {
    view: { attribute: false },
    mode: { attribute: false },
    currency: { attribute: false },
    nameOf: { attribute: false, hasChanged: () => false },
    spoken: { state: true },
  };

  constructor() {
    super();
    /** @type {TableView | undefined} */ this.view = undefined;
    /** @type {'heat' | 'letters'} */ this.mode = 'heat';
    /** @type {string | null} */ this.currency = null;
    /** @type {(dimension: string, value: string) => string} */ this.nameOf = (_, value) => value;
    this.spoken = '';
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  render() {
    const { view } = this;
    if (!view) return nothing;
    return html`<div class="ut-scroll ut-cells-scroll" @click=${this.#clicked} @keydown=${this.#keyed}
        @focusin=${this.#pointed} @pointerover=${this.#pointed} @pointerleave=${() => { this.spoken = ''; }}>
        ${guard([view, this.mode, this.currency], () => this.#table(view))}</div>
      <p class="ut-cell-detail" aria-hidden="true">${this.spoken || 'Point at a cell for its base, interval and test; choose it to read its verbatims.'}</p>`;
  }

  /**
   * A table over weeks begins at its newest.
   * @override
   * @param {import('lit').PropertyValues} changed
   */
  updated(changed) {
    const before = changed.get('view');
    if (!changed.has('view') || before?.colDimension === this.view?.colDimension) return;
    const scroller = this.querySelector('.ut-cells-scroll');
    if (scroller) scroller.scrollLeft = this.view?.colDimension === 'week' ? scroller.scrollWidth : 0;
  }

  /** @param {TableView} view */
  #table(view) {
    const levels = this.mode === 'heat' ? heatLevels(view) : undefined;
    const cols = view.colDimension ? view.cols : [];
    const isLetters = this.mode === 'letters';
    const total = `${formatValue(view.totalValue, view.format, this.currency)}`;
    return html`<table class="ut-cells" data-mode=${this.mode} ?data-few=${cols.length <= 8}>
      <caption class="ut-hidden">${view.measureName} by ${formatName(view.rowName)}${view.colName ? ` and ${formatName(view.colName)}` : ''}</caption>
      <thead>
        <tr><th scope="col" class="ut-corner">${formatName(view.rowName)}</th>
          ${cols.map((col, c) => html`<th scope="col">${isLetters ? html`<b class="ut-letter">${view.colLetters[c]}</b> ` : nothing}<span
            title=${col.length > 24 ? col : nothing}>${this.nameOf(view.colDimension ?? '', col)}</span></th>`)}
          <th scope="col" class="ut-total">All</th></tr>
      </thead>
      <tbody>${view.rows.map((row, r) => html`<tr>
        <th scope="row"><span>${this.nameOf(view.rowDimension, row)}</span></th>
        ${cols.map((_, c) => this.#cell(view, r, c, levels?.[r * view.cols.length + c]))}
        ${this.#sum(r, -1, view.rowValue[r], view.rowN[r])}
      </tr>`)}</tbody>
      ${cols.length > 0 ? html`<tfoot><tr><th scope="row">All</th>
        ${cols.map((_, c) => this.#sum(-1, c, view.colValue[c], view.colN[c]))}
        <td class="ut-total"><button type="button" tabindex="-1" data-row="-1" data-col="-1">${total}<small>n ${formatCount(view.totalN)}</small></button></td>
      </tr></tfoot>` : nothing}
    </table>`;
  }

  /**
   * @param {TableView} view
   * @param {number} r
   * @param {number} c
   * @param {number | undefined} level
   */
  #cell(view, r, c, level) {
    const idx = r * view.cols.length + c;
    const n = view.n[idx] ?? 0;
    const text = formatValue(view.value[idx] ?? NaN, view.format, this.currency);
    const mark = markOf(view.mark[idx] ?? 0);
    const untested = view.untested[idx] ?? '';
    const label = cellSentence(view, r, c, this.nameOf, this.currency);
    if (n === 0 || text === '–') {
      return html`<td><button type="button" tabindex="-1" data-row=${r} data-col=${c} class="is-empty"
        aria-description=${label}>${n === 0 ? '·' : text}${this.mode === 'letters' && n > 0 ? html`<small>n ${formatCount(n)}</small>` : nothing}</button></td>`;
    }
    const letters = view.letters[idx] ?? '';
    return html`<td><button type="button" tabindex=${idx === 0 ? '0' : '-1'} data-row=${r} data-col=${c}
      data-weak=${untested ? '' : nothing} data-mark=${mark.tone || nothing} aria-description=${label}
      ${vars({ '--level': (level ?? 0).toFixed(3) })}>
      <span class="ut-value">${text}${mark.sign ? html`<i aria-hidden="true">${mark.sign}</i>` : nothing}</span>
      ${this.mode === 'letters'
        ? html`<b class="ut-letters">${letters || nothing}</b><small>n ${formatCount(view.base[idx] ?? n)}${untested ? html` · untested` : html` · ${formatP(view.q[idx] ?? NaN, 'q')}`}</small>`
        : view.measure === 'count' ? nothing : html`<small>n ${formatCount(view.format === 'count' || view.format === 'money' ? n : (view.base[idx] ?? n))}</small>`}
    </button></td>`;
  }

  /**
   * @param {number} r
   * @param {number} c
   * @param {number | null | undefined} value
   * @param {number | null | undefined} n
   */
  #sum(r, c, value, n) {
    const text = formatValue(value ?? NaN, this.view?.format ?? 'count', this.currency);
    return html`<td class="ut-total"><button type="button" tabindex="-1" data-row=${r} data-col=${c}>${text}<small>n ${formatCount(n ?? 0)}</small></button></td>`;
  }

  /** @param {Event} event */
  #place(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    if (!button?.dataset['row']) return undefined;
    return { button, row: Number(button.dataset['row']), col: Number(button.dataset['col']) };
  }

  /** @param {Event} event */
  #clicked(event) {
    const place = this.#place(event);
    if (!place) return;
    const { row, col } = place;
    this.dispatchEvent(new CustomEvent('ut-cell', { detail: { row, col }, bubbles: true, composed: true }));
  }

  /** @param {Event} event */
  #pointed(event) {
    const place = this.#place(event);
    if (!place || !this.view) return;
    if (event.type === 'focusin') {
      for (const button of this.querySelectorAll('button[tabindex="0"]')) button.setAttribute('tabindex', '-1');
      place.button.setAttribute('tabindex', '0');
    }
    this.spoken = place.row < 0 || place.col < 0 ? '' : cellSentence(this.view, place.row, place.col, this.nameOf, this.currency);
  }

  /** @param {KeyboardEvent} event */
  #keyed(event) {
    const place = this.#place(event);
    const [down, right] = MOVES[event.key] ?? [];
    if (!place || down === undefined || right === undefined) return;
    event.preventDefault();
    const row = /** @type {HTMLTableRowElement} */ (place.button.closest('tr'));
    const rows = [...this.querySelectorAll('tbody tr, tfoot tr')];
    const cellIdx = [...row.children].indexOf(/** @type {Element} */ (place.button.parentElement));
    const target = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + down))];
    const last = (target?.children.length ?? 1) - 1;
    const col = Math.max(1, Math.min(last, cellIdx + right));
    target?.children[col]?.querySelector('button')?.focus();
  }
}

/** @type {Readonly<Record<string, readonly [number, number]>>} */
const MOVES = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  Home: [0, -1000], End: [0, 1000], PageUp: [-10, 0], PageDown: [10, 0],
};
