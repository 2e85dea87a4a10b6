/** @file The element that shows a saved result in any page. */

/** @import { SnapshotView } from '../engine/types/finding.js' */
import { css, h } from './dom.js';
import { render } from './render.js';
import { checkSnapshot, MAX_LENGTH, parseSnapshot, WidgetError } from './snapshot.js';
import { STYLE } from './style.js';

/** @type {CSSStyleSheet | undefined} */ let sheet;

/**
 * A heatmap, digest or list of findings of a saved result (`snapshot.json`). It loads that one file,
 * stores nothing and needs no style or script from the page; what stands between its tags is shown
 * until the result is there, and stays when there is none.
 *
 * The result comes from `src`, from a child `<script type="application/json">`, or from the
 * property `snapshot`.
 *
 * @attribute src Address of the saved result.
 * @attribute view `heatmap` (default), `digest` or `findings`.
 * @attribute theme `light` or `dark`; without it, or with `auto`, the scheme of the page.
 * @attribute table Which of the saved heatmaps, from 0.
 * @attribute limit Findings shown at most; 5 by default.
 * @fires {CustomEvent<{ asOf: string | null, nItems: number }>} ut-load when a result is shown
 * @fires {CustomEvent<{ code: string, message: string }>} ut-error when there is nothing to show
 * @csspart title The heading.
 * @csspart origin The line that says as of when, how many items and which filter.
 * @cssprop --ut-surface Background; none by default.
 * @cssprop --ut-sunken Background of a cool cell.
 * @cssprop --ut-text Text.
 * @cssprop --ut-muted Text of less weight.
 * @cssprop --ut-line Rules.
 * @cssprop --ut-heat Colour of the hottest cell.
 * @cssprop --ut-accent Labels and the focus ring.
 * @cssprop --ut-alarm Labels of what is urgent.
 * @cssprop --ut-good Labels of praise.
 * @cssprop --ut-font Font, as in the CSS property `font`.
 */
export class UndertoneWidget extends HTMLElement {
  static observedAttributes = ['src', 'view', 'table', 'limit'];

  /**
   * Registers the element; a second time is no mistake.
   * @param {string} [tag]
   * @param {CustomElementRegistry} [registry]
   */
  static define(tag = 'undertone-widget', registry = customElements) {
    if (!registry.get(tag)) registry.define(tag, this);
  }

  #root = this.attachShadow({ mode: 'open' });
  /** @type {SnapshotView | undefined} */ #snapshot;
  /** @type {AbortController | undefined} */ #loading;

  constructor() {
    super();
    sheet ??= css(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(h('slot'));
  }

  get src() {
    return this.getAttribute('src') ?? '';
  }

  set src(value) {
    this.setAttribute('src', value);
  }

  get view() {
    return this.getAttribute('view') || 'heatmap';
  }

  set view(value) {
    this.setAttribute('view', value);
  }

  get theme() {
    return this.getAttribute('theme') || 'auto';
  }

  set theme(value) {
    this.setAttribute('theme', value);
  }

  /** The saved result on show. Setting one shows it. */
  get snapshot() {
    return this.#snapshot;
  }

  set snapshot(value) {
    this.#loading?.abort();
    this.#attempt(() => checkSnapshot(value));
  }

  connectedCallback() {
    // The children of an element that is being parsed are not there yet.
    if (!this.#snapshot) queueMicrotask(() => this.#load());
  }

  disconnectedCallback() {
    this.#loading?.abort();
    this.#loading = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (!this.isConnected || before === now) return;
    if (name === 'src') this.#load();
    else if (this.#snapshot) this.#draw();
  }

  async #load() {
    this.#loading?.abort();
    const own = this.#loading = new AbortController();
    try {
      const text = this.src ? await textFrom(this.src, this.baseURI, own.signal) : await this.#inline(own.signal);
      if (own.signal.aborted) return;
      this.#attempt(() => parseSnapshot(text));
    } catch (error) {
      if (!own.signal.aborted) this.#fail(error);
    }
  }

  /**
   * The result that stands between the tags.
   * @param {AbortSignal} signal
   */
  async #inline(signal) {
    if (document.readyState === 'loading') {
      await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true, signal }));
    }
    const script = this.querySelector('script[type="application/json"]');
    if (!script) throw new WidgetError('no-source', 'The widget has nothing to show: give it the address of a saved result in src.');
    return script.textContent ?? '';
  }

  /** @param {() => SnapshotView} read */
  #attempt(read) {
    try {
      this.#snapshot = read();
      this.#draw();
    } catch (error) {
      this.#fail(error);
    }
  }

  #draw() {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    try {
      this.#root.replaceChildren(...render(snapshot, {
        view: this.view, table: this.#number('table', 0), limit: this.#number('limit', 5),
      }));
    } catch (error) {
      this.#fail(error);
      return;
    }
    const { asOf, nItems } = snapshot.overview;
    this.#tell('ut-load', { asOf, nItems });
  }

  /** @param {unknown} error */
  #fail(error) {
    const known = error instanceof WidgetError
      ? error
      : new WidgetError('not-a-result', 'The saved result is damaged: save it again.');
    this.#root.replaceChildren(h('p', { class: 'problem', role: 'status' }, known.message), h('slot'));
    this.#tell('ut-error', { code: known.code, message: known.message });
  }

  /** @param {string} name @param {number} fallback */
  #number(name, fallback) {
    const number = Number(this.getAttribute(name) ?? NaN);
    return Number.isInteger(number) && number >= 0 ? number : fallback;
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/**
 * The text of a file of the web.
 * @param {string} src
 * @param {string} base
 * @param {AbortSignal} signal
 */
async function textFrom(src, base, signal) {
  const url = URL.canParse(src, base) ? new URL(src, base) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new WidgetError('bad-address', 'The saved result must have an http or https address.');
  }
  try {
    const response = await fetch(url, { signal, credentials: 'same-origin' });
    if (!response.ok) throw new WidgetError('not-loaded', `The saved result could not be loaded: the server answered ${response.status}.`);
    if (Number(response.headers.get('content-length')) > MAX_LENGTH) {
      throw new WidgetError('too-long', 'The file is too large for a saved result.');
    }
    return await response.text();
  } catch (error) {
    if (error instanceof WidgetError) throw error;
    throw new WidgetError('not-loaded', 'The saved result could not be loaded: the address does not answer, or this page does not allow it.');
  }
}
