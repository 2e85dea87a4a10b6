/** @import { TableView } from '../engine/types/evidence.js' */
import { html, LitElement, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { cellSentence, effectParts, heatLevels, isEmpty, isLed, markOf, sideName, totalName } from '../lib/cells.js';
import { formatCount, formatP, formatValue } from '../lib/format.js';
import { vars } from '../lib/vars.js';
import { cellCard } from './cell-card.js';

/** Milliseconds that a pointer rests on a cell before its card is shown, and for which it may be away. */
const REST = 140;

/**
 * One dimension by another: a plain table in which every number is written and opens its rows.
 * One tab stop; arrow keys move inside. A card says what is known of the cell that is pointed at,
 * has the focus or was tapped; Escape takes it away.
 *
 * @property {TableView} view
 * @property {'heat' | 'letters'} mode Colour and marks, or letters, q and base.
 * @property {string} currency
 * @property {(dimension: string, value: string) => string} nameOf
 * @property {string} sort Order of the rows: `value`, `value-up` or another.
 * @property {string} by Column by whose values they are sorted; `''` for their totals.
 * @fires {CustomEvent<{ sort: string, by: string }>} ut-sort when a column's head is chosen
 * @fires {CustomEvent<{ row: number, col: number }>} ut-cell when a cell is chosen; −1 is a total, a row of −2 and
 *   below the subtotals of the first, second … group
 */
export class UtCells extends LitElement {
  /** @override */
  static properties = {
    view: { attribute: false },
    mode: { attribute: false },
    currency: { attribute: false },
    nameOf: { attribute: false, hasChanged: () => false },
    sort: { attribute: false },
    by: { attribute: false },
    place: { state: true },
  };

  constructor() {
    super();
    /** @type {TableView | undefined} */ this.view = undefined;
    /** @type {'heat' | 'letters'} */ this.mode = 'heat';
    /** @type {string | null} */ this.currency = null;
    /** @type {(dimension: string, value: string) => string} */ this.nameOf = (_, value) => value;
    this.sort = '';
    this.by = '';
    /** The cell whose card is shown. @type {{ button: HTMLElement, row: number, col: number, isTouch: boolean } | undefined} */
    this.place = undefined;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** What presses now; `''` for the keyboard. */ #pointer = '';
  /** The cell whose card a tap had shown when the press began. @type {HTMLElement | undefined} */ #tapped;

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  render() {
    const { view } = this;
    if (!view) return nothing;
    const { place } = this;
    return html`<div class="ut-scroll ut-cells-scroll" @click=${this.#clicked} @keydown=${this.#keyed}
        @focusin=${this.#focused} @focusout=${this.#leave} @pointerdown=${this.#pressed} @pointermove=${this.#pointed} @pointerleave=${this.#leave}>
        ${guard([view, this.mode, this.currency, this.sort, this.by], () => this.#table(view))}</div>
      <div class="ut-card" role="tooltip" popover="manual" @pointerenter=${this.#stay} @pointerleave=${this.#leave}>${place
        ? html`${card(view, place, this.nameOf, this.currency)}
          ${place.isTouch ? html`<button type="button" @click=${this.#read}>Read the ${/^low-/.test(view.measure) ? 'low scores' : 'items'}</button>` : nothing}` : nothing}</div>`;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#elsewhere);
    document.addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#elsewhere);
    document.removeEventListener('scroll', this.#scrolled, { capture: true });
    clearTimeout(this.#timer);
  }

  /**
   * A table over weeks begins at its newest.
   * @override
   * @param {import('lit').PropertyValues} changed
   */
  updated(changed) {
    if (changed.has('view') && changed.get('view')) this.#hide();
    if (changed.has('place') || changed.has('view')) this.#showCard();
    const before = changed.get('view');
    if (!changed.has('view') || before?.colDimension === this.view?.colDimension) return;
    const scroller = this.querySelector('.ut-cells-scroll');
    if (scroller) scroller.scrollLeft = this.view?.colDimension === 'week' ? scroller.scrollWidth : 0;
  }

  /** @param {TableView} view */
  #table(view) {
    const levels = this.mode === 'heat' ? heatLevels(view) : undefined;
    // Without a second dimension the one column of cells is that of the totals.
    const { cols, colDimension } = view;
    const isLetters = this.mode === 'letters';
    const total = `${formatValue(view.totalValue, view.format, this.currency)}`;
    return html`<table class="ut-cells" data-mode=${this.mode} ?data-few=${cols.length <= 8}>
      <caption class="ut-hidden">${view.measureName} by ${sideName(view.rowName)}${view.colName ? ` and ${sideName(view.colName)}` : ''}</caption>
      <thead>
        ${view.colGroups.length > 0 ? html`<tr class="ut-groups"><td></td>${runs(view.colGroups).map(([name, n]) => html`<th scope="colgroup" colspan=${n}>${name}</th>`)}<td></td></tr>` : nothing}
        <tr><th scope="col" class="ut-corner">${sideName(view.rowName)}</th>
          ${cols.map((col, c) => this.#head(view, colDimension ? col : '', html`${isLetters && view.nPairTests > 0 ? html`<b class="ut-letter">${view.colLetters[c]}</b> ` : nothing}<span
            title=${col.length > 24 ? col : nothing}>${colDimension ? this.nameOf(colDimension, col) : totalName([])}</span>`))}
          ${colDimension ? this.#head(view, '', totalName(cols)) : nothing}</tr>
      </thead>
      <tbody>${view.rows.map((row, r) => html`${isFirst(view.rowGroups, r) ? this.#group(view, r) : nothing}<tr data-inner=${view.rowGroups.length > 0 ? '' : nothing}>
        <th scope="row"><span>${this.nameOf(view.rowDimension, row)}</span></th>
        ${cols.map((_, c) => this.#cell(view, r, c, levels?.[r * view.cols.length + c]))}
        ${colDimension ? this.#sum(r, -1, view.rowValue[r], view.rowN[r]) : nothing}
      </tr>`)}</tbody>
      <tfoot><tr><th scope="row">${totalName(view.rows)}</th>
        ${colDimension ? cols.map((_, c) => this.#sum(-1, c, view.colValue[c], view.colN[c])) : nothing}
        <td class="ut-total"><button type="button" tabindex="-1" data-row="-1" data-col="-1">${total}<small>n ${formatCount(view.totalN)}</small></button></td>
      </tr></tfoot>
    </table>`;
  }

  /**
   * The head of a column: pressed, it sorts the rows by its values, largest first, then smallest
   * first, then as they were.
   * @param {TableView} view
   * @param {string} by The column; `''` for the totals.
   * @param {unknown} name
   */
  #head(view, by, name) {
    const kind = by === '' && view.colDimension ? 'ut-total' : nothing;
    // Under several groups a column's name does not say which one.
    if (view.colGroups.length > 0 && by !== '') return html`<th scope="col" class=${kind}>${name}</th>`;
    const isOn = this.sort.startsWith('value') && this.by === by;
    const [order, next] = !isOn ? [nothing, 'value'] : this.sort === 'value' ? ['descending', 'value-up'] : ['ascending', ''];
    return html`<th scope="col" class=${kind} aria-sort=${order}><button type="button" class="ut-sort" tabindex="-1"
      title="Sort the rows by this column" data-by=${by} data-next=${next}>${name}${isOn ? html`<i aria-hidden="true">${this.sort === 'value' ? ' ↓' : ' ↑'}</i>` : nothing}</button></th>`;
  }

  /**
   * @param {TableView} view
   * @param {number} r
   * @param {number} c
   * @param {number | undefined} level
   * @param {{ row: number, col: number }} [place] Where it stands, when it is a total.
   */
  #cell(view, r, c, level, place) {
    const { row, col } = place ?? { row: r, col: c };
    const idx = r * view.cols.length + c;
    const n = view.n[idx] ?? 0;
    const text = formatValue(view.value[idx] ?? NaN, view.format, this.currency);
    const mark = markOf(view.mark[idx] ?? 0, view.measure);
    // Of what is never tested nothing is missing.
    const untested = view.test ? (view.untested[idx] ?? '') : '';
    const isCount = view.format === 'count' || view.format === 'money';
    const base = view.measure === 'count' ? '' : `n ${formatCount(isCount ? n : (view.base[idx] ?? n))}`;
    const said = !view.test ? '' : untested ? '–' : formatP(view.q[idx] ?? NaN, view.adjust === 'none' ? 'p' : 'q');
    const kind = place ? 'ut-total' : nothing;
    const label = cellSentence(view, r, c, this.nameOf, this.currency);
    if (isEmpty(view, idx) || text === '–') {
      return html`<td class=${kind}><button type="button" tabindex="-1" data-row=${row} data-col=${col} class="is-empty"
        aria-description=${label}>${isEmpty(view, idx) ? '·' : text}${this.mode === 'letters' && n > 0 ? html`<small>n ${formatCount(n)}</small>` : nothing}</button></td>`;
    }
    const letters = view.letters[idx] ?? '';
    const effect = effectParts(view, idx);
    const inRow = WITHIN[Math.sign(view.withinMark[idx] ?? 0)];
    return html`<td class=${kind}><button type="button" tabindex=${idx === 0 && !place ? '0' : '-1'} data-row=${row} data-col=${col}
      data-weak=${untested ? '' : nothing} data-mark=${mark.tone || nothing} aria-description=${label}
      ${vars({ '--level': (level ?? 0).toFixed(3) })}>
      <span class="ut-value">${text}${mark.sign ? html`<i aria-hidden="true">${mark.sign}</i>` : nothing}${inRow && this.mode === 'heat' ? html`<i aria-hidden="true">${inRow}</i>` : nothing}${isLed(view, idx) ? html`<i aria-hidden="true">◔</i>` : nothing}</span>
      ${this.mode === 'letters'
        ? html`<b class="ut-letters">${letters || nothing}</b>${effect ? html`<small>${effect}</small>` : nothing}<small>${[base, said].filter(Boolean).join(' · ')}</small>`
        : base ? html`<small>${base}</small>` : nothing}
    </button></td>`;
  }

  /**
   * The head of a group of rows, with its subtotals.
   * @param {TableView} view
   * @param {number} r
   */
  #group({ rowGroups, cols, colDimension, subtotals }, r) {
    const g = subtotals ? groupAt(rowGroups, r) : -1;
    const name = html`<span>${rowGroups[r]}</span>`;
    if (!subtotals || g < 0) return html`<tr class="ut-groups"><th scope="rowgroup" colspan=${cols.length + 2}>${name}</th></tr>`;
    return html`<tr class="ut-subtotals"><th scope="row">${name}</th>
      ${cols.map((_, c) => this.#total(subtotals, g, c, { row: -2 - g, col: c }))}
      ${colDimension ? this.#sum(-2 - g, -1, subtotals.rowValue[g], subtotals.rowN[g]) : nothing}</tr>`;
  }

  /**
   * A total: tested where it is a cell of a table of its own.
   * @param {number} r
   * @param {number} c
   * @param {number | null | undefined} value
   * @param {number | null | undefined} n
   */
  #sum(r, c, value, n) {
    const { view } = this;
    const known = view ? partOf(view, { row: r, col: c }) : undefined;
    if (known && known.part !== view) return this.#total(known.part, known.r, known.c, { row: r, col: c });
    const text = formatValue(value ?? NaN, view?.format ?? 'count', this.currency);
    return html`<td class="ut-total"><button type="button" tabindex="-1" data-row=${r} data-col=${c}>${text}<small>n ${formatCount(n ?? 0)}</small></button></td>`;
  }

  /**
   * @param {TableView} part
   * @param {number} r
   * @param {number} c
   * @param {{ row: number, col: number }} place
   */
  #total(part, r, c, place) {
    return this.#cell(part, r, c, undefined, place);
  }

  /** @param {Event} event */
  #place(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    if (!button?.dataset['row']) return undefined;
    return { button, row: Number(button.dataset['row']), col: Number(button.dataset['col']) };
  }

  /** A tap shows a cell's card, a second one and every other click opens its rows. @param {Event} event */
  #clicked(event) {
    const head = /** @type {HTMLElement} */ (event.target).closest('th button');
    if (head instanceof HTMLElement) return this.#sorted(head.dataset);
    const place = this.#place(event);
    if (!place) return;
    const isTap = this.#pointer === 'touch' && this.#isCell(place) && this.#tapped !== place.button;
    this.#pointer = '';
    if (!isTap) return this.#open(place);
    clearTimeout(this.#timer);
    this.place = { ...place, isTouch: true };
  }

  /** Whether something is known of a place. @param {{ row: number, col: number }} place */
  #isCell(place) {
    return this.view !== undefined && partOf(this.view, place) !== undefined;
  }

  /** @param {DOMStringMap} head */
  #sorted({ next = '', by = '' }) {
    const detail = { sort: next, by: next ? by : '' };
    this.dispatchEvent(new CustomEvent('ut-sort', { detail, bubbles: true, composed: true }));
  }

  #read() {
    if (this.place) this.#open(this.place);
  }

  /** @param {{ row: number, col: number }} place */
  #open({ row, col }) {
    this.#hide();
    this.dispatchEvent(new CustomEvent('ut-cell', { detail: { row, col }, bubbles: true, composed: true }));
  }

  /** @param {PointerEvent} event */
  #pressed({ pointerType }) {
    this.#pointer = pointerType;
    this.#tapped = this.place?.isTouch ? this.place.button : undefined;
  }

  /** @param {FocusEvent} event */
  #focused(event) {
    const place = this.#place(event);
    if (!place) return;
    for (const button of this.querySelectorAll('button[tabindex="0"]')) button.setAttribute('tabindex', '-1');
    place.button.setAttribute('tabindex', '0');
    if (this.#pointer === '' && place.button.matches(':focus-visible')) this.#show(place, 0);
  }

  /** @param {PointerEvent} event */
  #pointed(event) {
    const place = this.#place(event);
    if (event.pointerType !== 'touch' && place) this.#show(place, REST);
  }

  /**
   * @param {{ button: HTMLElement, row: number, col: number }} place
   * @param {number} wait
   */
  #show(place, wait) {
    clearTimeout(this.#timer);
    if (place.button === this.place?.button) return;
    this.#timer = setTimeout(() => {
      this.place = this.#isCell(place) ? { ...place, isTouch: false } : undefined;
    }, wait);
  }

  #stay() {
    clearTimeout(this.#timer);
  }

  /** The pointer may come back: over the gap between a cell and its card. @param {FocusEvent | PointerEvent} event */
  #leave(event) {
    if (event instanceof PointerEvent && event.pointerType === 'touch') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hide(), REST);
  }

  /** A press elsewhere takes the card away. @param {PointerEvent} event */
  #elsewhere = (event) => {
    if (this.place && !this.contains(/** @type {Node} */ (event.target))) this.#hide();
  };

  /** The card goes with its cell. */
  #scrolled = () => {
    if (this.place) this.#showCard();
  };

  #hide() {
    clearTimeout(this.#timer);
    this.place = undefined;
  }

  /** Beside the cell, where there is room: the cells above and below stay free. */
  #showCard() {
    const card = /** @type {HTMLElement | null} */ (this.querySelector('.ut-card'));
    if (!card) return;
    if (!this.place) {
      if (card.matches(':popover-open')) card.hidePopover();
      return;
    }
    const cell = this.place.button.getBoundingClientRect();
    if (cell.bottom < 0 || cell.top > innerHeight) return this.#hide();
    card.showPopover();
    const { width, height } = card.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    if (matchMedia(NARROW).matches) return dock(card, cell, height);
    // A column is left free, so that the pointer can go on to the next cell.
    const gap = cell.width + 12;
    const isRight = cell.right + gap + width <= clientWidth - 8;
    const isLeft = !isRight && cell.left - gap - width >= 8;
    const left = isRight ? cell.right + gap : isLeft ? cell.left - gap - width : Math.max(8, (clientWidth - width) / 2);
    const below = cell.bottom + 6 + height <= innerHeight - 8 ? cell.bottom + 6 : Math.max(8, cell.top - 6 - height);
    const top = isRight || isLeft ? Math.max(8, Math.min(cell.top, innerHeight - height - 8)) : below;
    card.style.setProperty('--left', `${Math.round(left)}px`);
    card.style.setProperty('--top', `${Math.round(top)}px`);
  }

  /** @param {KeyboardEvent} event */
  #keyed(event) {
    this.#pointer = '';
    if (event.key === 'Escape' && this.place) {
      event.stopPropagation();
      this.#hide();
      return;
    }
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    const row = button?.closest('tr');
    const [down, right] = MOVES[event.key] ?? [];
    if (!button || !row || down === undefined || right === undefined) return;
    event.preventDefault();
    const rows = [...this.querySelectorAll('tr:not(.ut-groups)')];
    const isFar = event.ctrlKey && (event.key === 'Home' || event.key === 'End');
    const cellIdx = [...row.children].indexOf(/** @type {Element} */ (button.parentElement));
    const target = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + (isFar ? 1000 * right : down)))];
    const last = (target?.children.length ?? 1) - 1;
    const col = Math.max(1, Math.min(last, cellIdx + right));
    target?.children[col]?.querySelector('button')?.focus();
  }
}

/** A screen on which a card has no place beside its cell; the width is that of the style. */
const NARROW = '(max-width: 44rem)';

/**
 * Puts a card at the end of a small screen that is farther from its cell, so that the cell and its
 * neighbours stay in view.
 * @param {HTMLElement} card
 * @param {DOMRect} cell
 * @param {number} height
 */
function dock(card, cell, height) {
  const end = innerHeight - (document.querySelector('.ut-nav')?.getBoundingClientRect().height ?? 0);
  const top = cell.top + cell.bottom < end ? end - height - 8 : 8;
  card.style.setProperty('--left', '8px');
  card.style.setProperty('--top', `${Math.round(top)}px`);
}

/** Signs of a cell above and below the others of its row. @type {Readonly<Record<string, string>>} */
const WITHIN = { 1: '△', '-1': '▽' };

/**
 * The table in which a place is a cell, and where there; nothing for a total that is not tested.
 * @param {TableView} view
 * @param {{ row: number, col: number }} place
 * @returns {{ part: TableView, r: number, c: number } | undefined}
 */
function partOf(view, { row, col }) {
  const { allRow, allCol, subtotals } = view;
  if (row >= 0 && col >= 0) return { part: view, r: row, c: col };
  if (row <= -2) {
    const part = col >= 0 ? subtotals : subtotals?.allCol;
    return part ? { part, r: -2 - row, c: Math.max(0, col) } : undefined;
  }
  if (row === -1 && col >= 0) return allRow ? { part: allRow, r: 0, c: col } : undefined;
  return row >= 0 && allCol ? { part: allCol, r: row, c: 0 } : undefined;
}

/**
 * @param {TableView} view
 * @param {{ row: number, col: number }} place
 * @param {(dimension: string, value: string) => string} nameOf
 * @param {string | null} currency
 */
function card(view, place, nameOf, currency) {
  const known = partOf(view, place);
  return known ? cellCard(known.part, known.r, known.c, nameOf, currency) : nothing;
}

/**
 * Which group a row is in.
 * @param {readonly string[]} groups
 * @param {number} idx
 */
const groupAt = (groups, idx) => groups.slice(0, idx + 1).filter((_, at) => isFirst(groups, at)).length - 1;

/**
 * Whether another group begins here.
 * @param {readonly string[]} groups
 * @param {number} idx
 */
const isFirst = (groups, idx) => groups.length > 0 && groups[idx] !== groups[idx - 1];

/**
 * Groups with how many stand together.
 * @param {readonly string[]} groups
 */
function runs(groups) {
  const starts = groups.map((_, idx) => idx).filter((idx) => isFirst(groups, idx));
  return starts.map((start, k) => /** @type {const} */ ([groups[start], (starts[k + 1] ?? groups.length) - start]));
}

/** @type {Readonly<Record<string, readonly [number, number]>>} */
const MOVES = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  Home: [0, -1000], End: [0, 1000], PageUp: [-10, 0], PageDown: [10, 0],
};
