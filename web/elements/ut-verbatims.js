/** @import { FullFilter } from '../app/filter.js' */
/** @import { VerbatimsView, VerbatimView } from '../engine/types/verbatim.js' */
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { html, LitElement, nothing } from 'lit';
import { formatCount, formatPlural } from '../lib/format.js';
import { vars } from '../lib/vars.js';
import { verbatimItem } from '../views/verbatim.js';

const PAGE = 60;
const SORTS = /** @type {const} */ ([
  ['newest', 'Newest first'], ['oldest', 'Oldest first'], ['lowest', 'Lowest score first'],
  ['arr', 'Highest ARR first'], ['similar', 'Most typical first'],
]);

/**
 * The verbatims behind a number: a long list of which only the visible part is there.
 *
 * @property {FullFilter} filter Which rows; a new one starts again from the top.
 * @property {string[]} description The filter in words.
 * @property {(query: object) => Promise<VerbatimsView>} load
 * @property {string} currency
 * @fires {CustomEvent} ut-close when the reader is done
 * @fires {CustomEvent} ut-use-filter when the rows are to be looked at in all views
 * @fires {CustomEvent} ut-label when a label is set; `detail` `{ item, dimension, value }`
 * @fires {CustomEvent} ut-move when an item belongs to another theme; `detail` is its row and text
 * @fires {CustomEvent} ut-export when the rows are wanted as a file
 */
export class UtVerbatims extends LitElement {
  /** @override */
  static properties = {
    filter: { attribute: false, hasChanged: (/** @type {any} */ a, /** @type {any} */ b) => JSON.stringify(a) !== JSON.stringify(b) },
    description: { attribute: false },
    load: { attribute: false },
    currency: { attribute: false },
    revision: { attribute: false },
    sort: { state: true },
    total: { state: true },
    error: { state: true },
  };

  /** @type {Map<number, VerbatimView>} */ #items = new Map();
  /** @type {Set<number>} */ #asked = new Set();
  /** @type {Virtualizer<HTMLElement, HTMLElement> | undefined} */ #virtual;
  /** @type {(() => void) | undefined} */ #unmount;
  #generation = 0;

  constructor() {
    super();
    /** @type {FullFilter | undefined} */ this.filter = undefined;
    /** @type {string[]} */ this.description = [];
    /** @type {((query: any) => Promise<VerbatimsView>) | undefined} */ this.load = undefined;
    /** @type {string} */ this.currency = '';
    this.revision = 0;
    /** @type {string} */ this.sort = 'newest';
    /** @type {number | undefined} */ this.total = undefined;
    this.error = '';
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unmount?.();
    this.#unmount = undefined;
    this.#virtual = undefined;
  }

  /**
   * @override
   * @param {import('lit').PropertyValues} changed
   */
  willUpdate(changed) {
    if (changed.has('filter') || changed.has('sort') || changed.has('revision')) this.#restart();
  }

  /** @override */
  updated() {
    const scroller = /** @type {HTMLElement | null} */ (this.querySelector('.ut-verbatims-list'));
    if (!scroller) return;
    if (this.#virtual) {
      this.#virtual._willUpdate();
    } else {
      this.#virtual = new Virtualizer({
        count: this.total ?? 0,
        getScrollElement: () => scroller,
        estimateSize: () => 132,
        overscan: 6,
        scrollToFn: elementScroll,
        observeElementRect,
        observeElementOffset,
        onChange: () => this.requestUpdate(),
      });
      this.#unmount = this.#virtual._didMount();
      this.#virtual._willUpdate();
      this.requestUpdate();
    }
    for (const element of scroller.querySelectorAll('[data-index]')) {
      this.#virtual.measureElement(/** @type {HTMLElement} */ (element));
    }
  }

  #restart() {
    this.#generation += 1;
    this.#items.clear();
    this.#asked.clear();
    this.total = undefined;
    this.error = '';
    this.querySelector('.ut-verbatims-list')?.scrollTo(0, 0);
    this.#virtual?.measure();
    this.#need(0);
  }

  /** @param {number} idx */
  #need(idx) {
    const page = Math.floor(idx / PAGE);
    if (this.#items.has(idx) || this.#asked.has(page) || !this.load || !this.filter) return;
    this.#asked.add(page);
    void this.#fetch(page, this.#generation);
  }

  /**
   * @param {number} page
   * @param {number} generation
   */
  async #fetch(page, generation) {
    try {
      const view = await this.load?.({ filter: this.filter, sort: this.sort, offset: page * PAGE, limit: PAGE });
      if (!view || generation !== this.#generation) return;
      view.items.forEach((item, at) => this.#items.set(view.offset + at, item));
      this.total = view.nTotal;
    } catch (error) {
      if (generation !== this.#generation) return;
      this.error = error instanceof Error ? error.message : String(error);
    }
    this.requestUpdate();
  }

  /** @override */
  render() {
    const title = this.total === undefined ? 'Verbatims' : formatPlural(this.total, 'verbatim');
    return html`
      <div class="ut-drawer-head">
        <h2 tabindex="-1" id="drawer-title">${title}</h2>
        <button type="button" class="ut-icon" aria-label="Close verbatims" @click=${() => this.#tell('ut-close')}>✕</button>
        <p class="ut-drawer-what">${this.description.length > 0 ? this.description.join(' · ') : 'All items'}</p>
        <div class="ut-drawer-tools">
          <label>Order <select .value=${this.sort} @change=${this.#sorted}>
            ${SORTS.map(([code, name]) => html`<option value=${code} ?selected=${code === this.sort}>${name}</option>`)}
          </select></label>
          <button type="button" class="ut-quiet" @click=${() => this.#tell('ut-use-filter')}>Filter all views to these</button>
          <button type="button" class="ut-quiet" @click=${() => this.#tell('ut-export')}>Download CSV</button>
        </div>
      </div>
      ${this.error ? html`<p class="ut-problem" role="alert">${this.error}</p>` : nothing}
      ${this.total === 0 ? html`<p class="ut-empty">No item is in these rows.</p>` : nothing}
      <div class="ut-verbatims-list" tabindex="0" role="group" aria-labelledby="drawer-title">${this.#list()}</div>`;
  }

  #list() {
    if (!this.#virtual) return nothing;
    this.#virtual.setOptions({ ...this.#virtual.options, count: this.total ?? 0 });
    const rows = this.#virtual.getVirtualItems();
    for (const { index } of rows) this.#need(index);
    const total = formatCount(this.total ?? 0);
    return html`<ol class="ut-verbatims-run" ${vars({ '--height': `${this.#virtual.getTotalSize()}px` })}>
      ${rows.map(({ index, start }) => {
        const item = this.#items.get(index);
        return html`<li data-index=${index} aria-setsize=${this.total ?? -1} aria-posinset=${index + 1}
          ${vars({ '--start': `${start}px` })}>
          ${item ? html`${verbatimItem(item, this.currency, (dimension, value) => this.#label(item.key, dimension, value))}${this.#mover(item)}` : html`<p class="ut-muted">${index + 1} of ${total} …</p>`}
        </li>`;
      })}
    </ol>`;
  }

  /** @param {VerbatimView} item */
  #mover({ row, text }) {
    return html`<button type="button" class="ut-quiet ut-move" @click=${() =>
      this.dispatchEvent(new CustomEvent('ut-move', { detail: { row, text }, bubbles: true, composed: true }))}>Move to another theme …</button>`;
  }

  /** @param {Event} event */
  #sorted(event) {
    this.sort = /** @type {HTMLSelectElement} */ (event.target).value;
  }

  /**
   * @param {string} item
   * @param {string} dimension
   * @param {string} value
   */
  #label(item, dimension, value) {
    this.#tell('ut-label', { item, dimension, value });
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}
