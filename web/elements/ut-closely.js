/** @import { ProgressView, ReadingView } from '../engine/types/overview.js' */
/** @import { ReadKind } from '../engine/record.js' */
/** @import { Workspace } from '../app/workspace.js' */
import { css, html, LitElement, nothing } from 'lit';
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

  /** @override */
  static styles = css`
    :host { display: block; margin-block: .25rem .5rem; color: var(--ut-muted); }
    .offer { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; margin-block-end: .5rem; }
    .offer p { flex: 1 1 20rem; margin: 0; font-size: .8125rem; max-inline-size: 46rem; }
    .running { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; }
    button {
      font: inherit; color: var(--ut-text, inherit); background: none; cursor: pointer; min-inline-size: 11rem;
      border: 1px solid var(--ut-line, ButtonBorder); border-radius: var(--ut-radius, 4px); padding: .28em .7em;
    }
    button:hover { border-color: var(--ut-line-strong, ButtonBorder); }
    button:focus-visible { outline: 2px solid var(--ut-focus, Highlight); outline-offset: 2px; }
    .running button { min-inline-size: 0; }
  `;

  #changed = () => this.requestUpdate();

  constructor() {
    super();
    /** @type {Workspace | undefined} */ this.work = undefined;
    /** @type {ReadingView | null} */ this.reading = null;
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
  render() {
    return job.progress ? this.#running(job.progress) : html`<div role="status">${this.#told()}</div>`;
  }

  #told() {
    if (this.reading) {
      const { nRead, nTexts, pack } = this.reading;
      return html`${formatCount(nRead)} of ${formatPlural(nTexts, 'text')} read closely <code title=${pack}>${pack.slice(0, 8)}</code>`;
    }
    if (!PACKS.closely && !PACKS.languages) {
      return html`Close reading is not on this page: it was built without <code>undertone-reader.bin</code>.`;
    }
    const isMixed = this.#foreignShare() > FOREIGN_SHARE;
    return html`
      ${isMixed ? this.#offer('languages', 'Join the languages', `Complaints in English, French, German, Spanish,
        Japanese and Chinese come into the same themes: loads a language model of`, 'reads all texts') : nothing}
      ${this.#offer('closely', 'Read more closely', 'Better themes in English: loads a language model of', 'reads a spread of the texts')}
      ${job.problem ? html`<strong>${job.problem}</strong>` : nothing}`;
  }

  /** The share of items in other languages than English. */
  #foreignShare() {
    const { dimensions = [], nAll = 0 } = this.work?.overview ?? {};
    const values = dimensions.find(({ key }) => key === 'language')?.values ?? [];
    return values.reduce((total, [code, n]) => code === 'en' ? total : total + n, 0) / Math.max(1, nAll);
  }

  /**
   * @param {ReadKind} kind
   * @param {string} label
   * @param {string} what
   * @param {string} reads
   */
  #offer(kind, label, what, reads) {
    const pack = PACKS[kind];
    if (!pack) return nothing;
    return html`<div class="offer"><button type="button" @click=${() => this.work && job.run(this.work, kind)}>${label}</button>
      <p>${what} ${Math.round(pack.size / 1e6)} MB once, from this page’s own files, ${reads} with it in the background and
      finds the themes anew. Nothing leaves this page.</p></div>`;
  }

  /** @param {ProgressView} progress */
  #running({ label, done }) {
    return html`<div class="running"><progress aria-label=${label} max="1" .value=${done}></progress>
      <span>${label}, ${Math.floor(done * 100)} %</span>
      <button type="button" @click=${() => job.cancel()}>Cancel</button></div>`;
  }
}

customElements.define('ut-closely', UtClosely);
