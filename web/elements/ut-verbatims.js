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

/** Whether labels are shown as fields: kept while the page lives. */
let isCorrecting = false;

/**
 * The verbatims behind a number: a long list of which only the visible part is there.
 *
 * @property {FullFilter} filter Which rows; a new one starts again from the top.
 * @property {string[]} description The filter in words.
 * @property {unknown} themes What the rows are about, ready to be shown; nothing where that is said.
 * @property {(query: object) => Promise<VerbatimsView>} load
 * @property {string} currency
 * @property {string[]} areas Product areas that an item can be given.
 * @property {number} revision A new one reads the rows again; the reader stays where they are.
 * @fires {CustomEvent} ut-close when the reader is done
 * @fires {CustomEvent} ut-use-filter when the rows are to be looked at in all views
 * @fires {CustomEvent} ut-label when a label is set; `detail` `{ item, dimension, value }`
 * @fires {CustomEvent} ut-move when an item belongs to another theme; `detail` is its row, text and theme
 * @fires {CustomEvent} ut-not-this when it does not belong to one; `detail` is its row and the theme's name
 * @fires {CustomEvent} ut-export when the rows are wanted as a file
 */
export class UtVerbatims extends LitElement {
  /** @override */
  static properties = {
    filter: { attribute: false, hasChanged: (/** @type {any} */ a, /** @type {any} */ b) => JSON.stringify(a) !== JSON.stringify(b) },
    description: { attribute: false },
    themes: { attribute: false },
    load: { attribute: false },
    currency: { attribute: false },
    areas: { attribute: false },
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
  /** Whether what is shown is of before a decision. */ #isOld = false;
  /** What has the focus while this is drawn. @type {Element | null} */ #focused = null;

  constructor() {
    super();
    /** @type {FullFilter | undefined} */ this.filter = undefined;
    /** @type {string[]} */ this.description = [];
    /** @type {((query: any) => Promise<VerbatimsView>) | undefined} */ this.load = undefined;
    /** @type {unknown} */ this.themes = undefined;
    /** @type {string} */ this.currency = '';
    /** @type {readonly string[]} */ this.areas = [];
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
    if (changed.has('filter') || changed.has('sort')) this.#restart();
    else if (changed.has('revision')) this.#reread();
    this.#focused = this.contains(document.activeElement) ? document.activeElement : null;
  }

  /** @override */
  updated() {
    const scroller = /** @type {HTMLElement | null} */ (this.querySelector('.ut-verbatims-list'));
    if (!scroller) return;
    if (this.#focused?.isConnected === false) scroller.focus();
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
    this.#isOld = false;
    this.total = undefined;
    this.error = '';
    this.querySelector('.ut-verbatims-list')?.scrollTo(0, 0);
    this.#virtual?.measure();
    this.#need(0);
  }

  /** Reads the rows again after a decision: they stay in view until then. */
  #reread() {
    this.#generation += 1;
    this.#asked.clear();
    this.#isOld = true;
    this.#fetchPage(Math.floor((this.#virtual?.getVirtualItems()[0]?.index ?? 0) / PAGE));
  }

  /** @param {number} idx */
  #need(idx) {
    if (!this.#items.has(idx)) this.#fetchPage(Math.floor(idx / PAGE));
  }

  /** @param {number} page */
  #fetchPage(page) {
    if (this.#asked.has(page) || !this.load || !this.filter) return;
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
      if (this.#isOld) this.#items.clear();
      this.#isOld = false;
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
        ${this.themes}
        <div class="ut-drawer-tools">
          <label>Order <select .value=${this.sort} @change=${this.#sorted}>
            ${SORTS.map(([code, name]) => html`<option value=${code} ?selected=${code === this.sort}>${name}</option>`)}
          </select></label>
          <button type="button" class="ut-quiet" @click=${() => this.#tell('ut-use-filter')}>Filter all views to these</button>
          <button type="button" class="ut-quiet" @click=${() => this.#tell('ut-export')}>Download CSV</button>
          <button type="button" class="ut-quiet" aria-pressed=${isCorrecting} title="Each label you set also teaches the others"
            @click=${() => { isCorrecting = !isCorrecting; this.requestUpdate(); }}>Correct labels</button>
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
          ${item ? this.#item(item) : html`<p class="ut-muted">${index + 1} of ${total} …</p>`}
        </li>`;
      })}
    </ol>`;
  }

  /** @param {VerbatimView} item */
  #item(item) {
    const { key, row, text } = item;
    const theme = item.values.find((own) => own.key === 'theme')?.value ?? '';
    return html`${verbatimItem(item, this.currency, {
      areas: this.areas,
      correct: isCorrecting ? (dimension, value) => this.#tell('ut-label', { item: key, dimension, value }) : undefined,
      notThis: (name) => this.#tell('ut-not-this', { row, theme: name }),
    })}<button type="button" class="ut-quiet ut-move" @click=${() => this.#tell('ut-move', { row, text, theme })}>Move to another theme …</button>`;
  }

  /** @param {Event} event */
  #sorted(event) {
    this.sort = /** @type {HTMLSelectElement} */ (event.target).value;
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}
