/** @import { Edit, PreviewView } from '../engine/types/decision.js' */
/** @import { ThemeView } from '../engine/types/theme.js' */
import { html, LitElement, nothing } from 'lit';
import { sentenceOf } from '../app/workspace.js';
import { formatCount, formatPlural } from '../lib/format.js';
import { quoteBlock } from '../views/verbatim.js';

/** @typedef {{ row: number, text: string, theme?: string }} Item */
/** @typedef {'rename' | 'merge' | 'split' | 'move' | 'not-this' | 'phrases' | 'delete' | 'owner' | 'card'} Kind */
/** @typedef {Pick<ThemeView, 'id' | 'name'> & Partial<ThemeView>} Theme */

/**
 * @typedef {object} Task
 * @property {Kind} kind
 * @property {Theme | undefined} theme
 * @property {Item[]} items
 * @property {string} into Id of the theme that is offered to merge into; `''` for none.
 */

/** Title and button of each kind. @type {Readonly<Record<Kind, readonly [string, string]>>} */
const SAYS = {
  rename: ['Rename', 'Rename'],
  merge: ['Merge with another theme', 'Merge'],
  split: ['Split a theme off', 'Split'],
  move: ['Move to another theme', 'Move'],
  'not-this': ['Does not belong here', 'Take out'],
  phrases: ['Phrases that belong to it', 'Set phrases'],
  delete: ['Delete the theme', 'Delete'],
  owner: ['Who answers for it', 'Set owner'],
  card: ['The job behind it', 'Keep'],
};

/** Kinds that are asked about nothing before. */
const STILL = new Set(['owner', 'card']);

/** Kinds that are nothing where no item moves. */
const MOVES = new Set(['split', 'move', 'not-this']);

/** What is missing while a decision is not complete. @type {Readonly<Partial<Record<Kind, string>>>} */
const LACKS = {
  rename: 'Give it another name.',
  merge: 'Choose the theme that it becomes part of.',
  move: 'Choose where it belongs.',
  split: 'Give it a name, and choose finer themes or a phrase.',
};

/** The value of a choice that is still to be made. */
const OPEN = '?';

/** How long the reader must pause before the preview is asked for. */
const PAUSE_MS = 250;

/**
 * A dialog in which one decision about a theme is made; what it would do is shown first.
 *
 * @property {{ id: string, name: string }[]} themes All themes.
 * @property {(edit: Edit) => Promise<PreviewView>} preview
 * @fires {CustomEvent} ut-make when the decision is made; `detail` is `{ edit, said }`
 */
export class UtEdit extends LitElement {
  /** @override */
  static properties = {
    themes: { attribute: false }, preview: { attribute: false },
    task: { state: true }, seen: { state: true }, error: { state: true }, isWhole: { state: true }, isFresh: { state: true },
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #asked = 0;

  constructor() {
    super();
    /** @type {{ id: string, name: string }[]} */ this.themes = [];
    /** @type {((edit: Edit) => Promise<PreviewView>) | undefined} */ this.preview = undefined;
    /** @type {Task | undefined} */ this.task = undefined;
    /** @type {PreviewView | undefined} */ this.seen = undefined;
    this.error = '';
    /** Whether the form says a whole decision. */ this.isWhole = false;
    /** Whether what is shown is what the form says now. */ this.isFresh = false;
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /**
   * Opens the dialog for a theme, or for items.
   * @param {Kind} kind
   * @param {Theme | undefined} theme
   * @param {Item[]} [items]
   * @param {string} [into] Id of the theme that is offered to merge into.
   */
  async open(kind, theme, items = [], into = '') {
    this.task = { kind, theme, items, into };
    this.seen = undefined;
    this.error = '';
    await this.updateComplete;
    this.#form()?.reset();
    this.#dialog()?.showModal();
    this.querySelector('input')?.select();
    this.#look(0);
  }

  /** @override */
  render() {
    const { task } = this;
    if (!task) return nothing;
    const [title, verb] = SAYS[task.kind];
    const { kind } = task;
    const isReady = STILL.has(kind) || (this.isFresh && this.seen !== undefined && (!MOVES.has(kind) || this.seen.nMoved > 0));
    return html`<dialog class="ut-dialog ut-edit" aria-labelledby="edit-title">
      <form method="dialog" @input=${() => this.#look(PAUSE_MS)} @submit=${this.#submit}>
        <h2 id="edit-title">${title}${task.theme ? html`: <span dir="auto">${task.theme.name}</span>` : nothing}</h2>
        ${task.items.length > 0 ? html`<ul class="ut-edit-items">${task.items.slice(0, 3).map(({ text }) => html`<li dir="auto">${text.slice(0, 200)}</li>`)}</ul>` : nothing}
        ${this.#fields(task)}
        ${STILL.has(kind) ? nothing : html`<div class="ut-edit-seen" ?data-old=${!this.isFresh} aria-live="polite">${this.#outcome(kind)}</div>`}
        <div class="ut-row"><button type="submit" value="make" class="ut-primary" ?disabled=${!isReady}>${verb}</button>
          <button type="submit" value="cancel" formnovalidate>Cancel</button></div>
      </form></dialog>`;
  }

  /** @param {Task} task */
  #fields({ kind, theme, items, into: offered }) {
    const own = items.map((item) => item.theme);
    const others = this.themes.filter(({ id, name }) => id !== theme?.id && !own.includes(name));
    const like = html`<label class="ut-check"><input type="checkbox" name="like" checked> Similar items, too</label>`;
    const into = html`<label>${kind === 'merge' ? 'Into' : 'Theme'} <select name="into">
      <option value=${OPEN} disabled ?selected=${!offered}>choose a theme</option>
      ${others.map(({ id, name }) => html`<option value=${id} ?selected=${id === offered}>${name}</option>`)}
      ${kind === 'move' && !own.includes('') ? html`<option value="">no theme</option>` : nothing}</select></label>`;
    switch (kind) {
      case 'rename': return html`<label>Name <input name="name" required autocomplete="off" .defaultValue=${theme?.name ?? ''}></label>`;
      case 'merge': return into;
      case 'move': return html`${into}${like}`;
      case 'not-this': return like;
      case 'split': return html`<label>Name of the new theme <input name="name" required autocomplete="off"></label>
        ${theme?.subthemes?.length ? html`<fieldset><legend>With these finer themes</legend>${theme.subthemes.map(({ name, n }) => html`
          <label class="ut-check"><input type="checkbox" name="sub" value=${name}> ${name} <span class="ut-muted">${formatCount(n)}</span></label>`)}</fieldset>` : nothing}
        <label>With this phrase <input name="phrase" autocomplete="off"></label>${like}`;
      case 'phrases': return html`<label>One phrase a line; every item that says one belongs to the theme
        <textarea name="phrases" rows="4" .defaultValue=${(theme?.phrases ?? []).join('\n')}></textarea></label>`;
      case 'owner': return html`<label>Person or channel <input name="owner" .defaultValue=${theme?.owner ?? ''} autocomplete="off"></label>`;
      case 'card': return html`<label>The job to be done <textarea name="job" rows="2" .defaultValue=${theme?.card?.job ?? ''}></textarea></label>
        <label>Alternatives <textarea name="alternatives" rows="2" .defaultValue=${theme?.card?.alternatives ?? ''}></textarea></label>`;
      default: return html`<p>Its items go to the next best theme, or to none.</p>`;
    }
  }

  /** @param {Kind} kind */
  #outcome(kind) {
    if (this.error) return html`<p class="ut-problem" role="alert">${this.error}</p>`;
    const { seen } = this;
    if (!seen) return html`<p class="ut-muted">${this.isWhole ? 'Looking at what it would do …' : LACKS[kind]}</p>`;
    if (kind === 'rename') return html`<p>Its items stay; the name is kept on each import.</p>`;
    const named = (/** @type {[string, number][]} */ list) =>
      list.slice(0, 5).map(([name, n]) => html`<li><span dir="auto">${name || 'no theme'}</span> <span class="ut-muted">${formatCount(n)}</span></li>`);
    return html`<p><strong>${formatPlural(seen.nMoved, 'item')}</strong> would move${seen.nLike > 0 ? html`, <strong>${formatCount(seen.nLike)}</strong> of them because they are like the others` : nothing}.
        ${seen.nThemes[0] === seen.nThemes[1] ? nothing : html`${formatPlural(seen.nThemes[1], 'theme')} instead of ${formatCount(seen.nThemes[0])}.`}</p>
      ${seen.nMoved === 0 ? nothing : html`<div class="ut-edit-ways"><div><h3>From</h3><ul>${named(seen.from)}</ul></div>
        <div><h3>To</h3><ul>${named(seen.into)}</ul></div></div>
      <div class="ut-quotes">${seen.examples.slice(0, 3).map(quoteBlock)}</div>`}`;
  }

  /** Asks what the decision would do, once the reader pauses: until then it cannot be made. @param {number} wait */
  #look(wait) {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.isFresh = false;
    const edit = STILL.has(this.task?.kind ?? '') ? undefined : this.#edit();
    this.isWhole = edit !== undefined;
    if (edit) this.#timer = setTimeout(() => void this.#ask(edit, this.#asked), wait);
    else [this.seen, this.error] = [undefined, ''];
  }

  /**
   * @param {Edit} edit
   * @param {number} asked
   */
  async #ask(edit, asked) {
    let seen;
    let error = '';
    try {
      seen = await this.preview?.(edit);
    } catch (problem) {
      error = sentenceOf(problem);
    }
    if (asked !== this.#asked) return;
    this.seen = seen;
    this.error = error;
    this.isFresh = true;
  }

  /** The decision as the form says it; nothing while it is not complete. @returns {Edit | undefined} */
  #edit() {
    const [form, task] = [this.#form(), this.task];
    if (!form || !task) return undefined;
    const data = new FormData(form);
    const text = (/** @type {string} */ key) => String(data.get(key) ?? '').trim();
    const items = task.items.map(({ row }) => `row:${row}`);
    const [theme, like] = [task.theme?.id ?? '', data.has('like')];
    switch (task.kind) {
      case 'rename': {
        const name = text('name');
        return name && name !== task.theme?.name ? { kind: 'rename-theme', theme, name } : undefined;
      }
      case 'merge': return data.has('into') ? { kind: 'merge-themes', from: theme, into: text('into') } : undefined;
      case 'move': return data.has('into') ? { kind: 'move-items', items, into: text('into'), like } : undefined;
      case 'not-this': return { kind: 'not-this', theme, items, like };
      case 'split': {
        const [name, phrase, subthemes] = [text('name'), text('phrase'), data.getAll('sub').map(String)];
        return name && (phrase || subthemes.length > 0) ? { kind: 'split-theme', theme, name, phrase, subthemes, like } : undefined;
      }
      case 'phrases': {
        const phrases = text('phrases').split('\n').map((line) => line.trim()).filter(Boolean);
        return { kind: 'set-phrases', theme, phrases };
      }
      case 'owner': return { kind: 'set-theme-owner', theme, owner: text('owner') };
      case 'card': return { kind: 'set-theme-card', theme, job: text('job'), alternatives: text('alternatives') };
      default: return { kind: 'delete-theme', theme };
    }
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    const isMade = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value === 'make';
    const edit = isMade ? this.#edit() : undefined;
    if (!edit || !this.task) return;
    const n = this.seen?.nMoved ?? 0;
    const said = `Done${n > 0 ? `: ${formatPlural(n, 'item')} moved` : ''}. Ctrl+Z takes it back`;
    this.dispatchEvent(new CustomEvent('ut-make', { detail: { edit, said }, bubbles: true, composed: true }));
  }

  #dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.querySelector('dialog'));
  }

  #form() {
    return this.querySelector('form');
  }
}
