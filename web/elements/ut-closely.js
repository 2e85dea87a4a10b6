/** @import { ProgressView, ReadingView } from '../engine/types/overview.js' */
/** @import { ReadKind } from '../engine/record.js' */
/** @import { Workspace } from '../app/workspace.js' */
import { html, LitElement, nothing } from 'lit';
import { PACKS } from '../engine/closely.js';
import { formatCount, formatPlural } from '../lib/format.js';

/** The one reading at a time: it goes on while other views are looked at. */
class Job extends EventTarget {
  /** @type {ProgressView | undefined} */ progress;
  problem = '';
  /** @type {AbortController | undefined} */ #stop;

  /**
   * @param {Workspace} work
   * @param {ReadKind} kind
   */
  async run(work, kind) {
    if (this.#stop) return;
    this.#stop = new AbortController();
    this.#tell({ stage: 'read', label: 'Loading the reader', done: 0, isDone: false }, '');
    try {
      await work.readClosely(kind, (progress) => this.#tell(progress, ''), this.#stop.signal);
      this.#tell(undefined, '');
    } catch (error) {
      const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
      this.#tell(undefined, code === 'cancelled' ? '' : message);
    }
    this.#stop = undefined;
  }

  cancel() {
    this.#stop?.abort();
  }

  /**
   * @param {ProgressView | undefined} progress
   * @param {string} problem
   */
  #tell(progress, problem) {
    this.progress = progress;
    this.problem = problem;
    this.dispatchEvent(new Event('change'));
  }
}

const job = new Job();

/** What each offers, what it does, and what it reads. @type {Readonly<Record<ReadKind, readonly [string, string, string]>>} */
const OFFERS = {
  languages: ['Join the languages', `complaints in English, French, German, Spanish, Japanese and Chinese come into the
    same themes. It loads a language model of`, 'reads all texts'],
  closely: ['Read more closely', 'better themes in English. It loads a language model of', 'reads a spread of the texts'],
};

/** What came of it. @type {Readonly<Record<ReadKind, string>>} */
const READ = { languages: 'read in their languages', closely: 'read closely' };

/**
 * With which pack the texts were read; `closely` where that is not one of this page.
 * @param {ReadingView} reading
 * @returns {ReadKind}
 */
function kindOf({ pack }) {
  return PACKS.languages?.sha256 === pack ? 'languages' : 'closely';
}

/** @param {ReadKind} kind */
function megabytes(kind) {
  return `${Math.round((PACKS[kind]?.size ?? 0) / 1e6)}\u00a0MB`;
}

/** From this share of items in other languages than English, joining the languages is offered. */
const FOREIGN_SHARE = 0.02;

/**
 * Reads the texts more closely on demand: says what that loads and does, runs in the background with
 * progress and cancel, and says what came of it.
 *
 * @property {Workspace} work What is open.
 * @property {ReadingView | null} reading What was read closely.
 */
export class UtClosely extends LitElement {
  /** @override */
  static properties = {
    work: { attribute: false },
    reading: { attribute: false },
  };

  #changed = () => this.requestUpdate();
  /** What has the focus while this is drawn. @type {Element | null} */ #focused = null;

  constructor() {
    super();
    /** @type {Workspace | undefined} */ this.work = undefined;
    /** @type {ReadingView | null} */ this.reading = null;
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    job.addEventListener('change', this.#changed);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    job.removeEventListener('change', this.#changed);
  }

  /** @override */
  willUpdate() {
    this.#focused = this.contains(document.activeElement) ? document.activeElement : null;
  }

  /** @override */
  updated() {
    if (this.#focused?.isConnected === false) this.querySelector('button')?.focus();
  }

  /** @override */
  render() {
    return job.progress ? this.#running(job.progress) : this.#told();
  }

  #told() {
    const done = this.reading ? kindOf(this.reading) : undefined;
    const isMixed = this.#foreignShare() > FOREIGN_SHARE;
    const kinds = /** @type {const} */ (['languages', 'closely']).filter((kind) =>
      PACKS[kind] && kind !== done && (kind === 'closely' || isMixed));
    if (!done && kinds.length === 0 && !PACKS.closely) {
      return html`Close reading is not on this page: it was built without <code>undertone-reader.bin</code>.`;
    }
    return html`${this.#outcome(done)}
      ${kinds.map((kind) => html`<button type="button" @click=${() => this.work && job.run(this.work, kind)}>${OFFERS[kind][0]} <small>${megabytes(kind)}</small></button>`)}
      ${kinds.length > 0 ? html`<details><summary>What ${kinds.length > 1 ? 'these do' : 'this does'}</summary>${kinds.map((kind) => html`
        <p><strong>${OFFERS[kind][0]}:</strong> ${OFFERS[kind][1]} ${megabytes(kind)} once, from this page’s own files,
          ${OFFERS[kind][2]} with it in the background and finds the themes anew${done ? ', instead of those shown' : ''}. Nothing leaves this page.</p>`)}</details>` : nothing}
      ${job.problem ? html`<strong role="alert">${job.problem}</strong>` : nothing}`;
  }

  /** What was read, and how. @param {ReadKind | undefined} done */
  #outcome(done) {
    if (!this.reading) return nothing;
    const { nRead, nTexts, pack } = this.reading;
    return html`<span title="Reader ${pack.slice(0, 8)}">${formatCount(nRead)} of ${formatPlural(nTexts, 'text')} ${READ[done ?? 'closely']}</span>`;
  }

  /** The share of items in other languages than English. */
  #foreignShare() {
    const { dimensions = [], nAll = 0 } = this.work?.overview ?? {};
    const values = dimensions.find(({ key }) => key === 'language')?.values ?? [];
    return values.reduce((total, [code, n]) => code === 'en' ? total : total + n, 0) / Math.max(1, nAll);
  }

  /** @param {ProgressView} progress */
  #running({ label, done }) {
    return html`<div class="ut-row"><progress aria-label=${label} max="1" .value=${done}></progress>
      <span>${label}, ${Math.floor(done * 100)} %</span>
      <button type="button" @click=${() => job.cancel()}>Cancel</button></div>`;
  }
}

customElements.define('ut-closely', UtClosely);
