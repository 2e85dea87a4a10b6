/** @file The page: what the workspace holds and the address says, as one template. */

/** @import { Context } from './context.js' */
/** @import { ViewName } from './state.js' */
/** @import { EngineLike } from './engine-like.js' */
import { html, nothing, render } from 'lit';
import { copyText } from '../lib/clipboard.js';
import { keepFocus } from '../lib/focus.js';
import { formatShortDay } from '../lib/format.js';
import { filesOfDrop, fileOfText } from '../lib/paste.js';
import { Storage } from '../lib/storage.js';
import { landingView } from '../views/landing.js';
import { emptyState } from '../views/parts.js';
import { helpDialog, pasteDialog } from '../views/dialogs.js';
import { footer, navigation, openingView, progressView, topBar, VIEW_NAMES } from '../views/shell.js';
import { lackOf } from './capabilities.js';
import { both, fullFilter, valueName } from './filter.js';
import { bindKeys } from './keys.js';
import { Router } from './router.js';
import { freshView } from './state.js';
import { toggleTheme } from './theme.js';
import { sentenceOf, Workspace } from './workspace.js';

/** @typedef {typeof import('../views/all.js')} Views */

/** @param {ViewName | undefined} view */
const isTable = (view) => view === 'heatmap' || view === 'significance';

/** The whole page over one engine. */
export class App {
  /** @type {Workspace} */ work;
  /** @type {Router} */ #router;
  /** @type {HTMLElement} */ #root;
  #storage = new Storage();
  #isQueued = false;
  #canResume = false;
  #revision = 0;
  /** @type {Views | undefined} */ #views;
  /** @type {Promise<void> | undefined} */ #viewsComing;
  /** @type {Element | null} */ #opener = null;
  /** @type {HTMLInputElement} */ #picker = document.createElement('input');

  /**
   * @param {EngineLike} engine
   * @param {HTMLElement} root
   */
  constructor(engine, root) {
    this.#root = root;
    this.work = new Workspace(engine, this.#storage);
    this.#router = new Router((isBad) => {
      if (isBad) this.say('That link could not be understood; this is the default view');
      this.draw();
    });
    this.work.addEventListener('change', () => {
      if (this.work.phase !== 'empty') void this.#needViews();
      this.draw();
    });
    this.work.addEventListener('say', (event) => this.say(/** @type {CustomEvent<string>} */ (event).detail));
    this.#picker.type = 'file';
    this.#picker.multiple = true;
    this.#picker.accept = '.csv,.tsv,.tab,.txt,.xlsx,.xlsm,.xls,.ods,.json,.jsonl,.ndjson,.html,.htm,.zip,.gz';
    this.#picker.addEventListener('change', () => {
      void this.#open([...(this.#picker.files ?? [])]);
      this.#picker.value = '';
    });
    this.#listen();
    this.draw();
    void this.#begin();
  }

  async #begin() {
    this.#canResume = (await this.#storage.load()) !== undefined;
    if (this.#canResume && this.work.phase === 'empty' && location.hash.length > 2) await this.work.resume();
    this.draw();
  }

  /** Loads what shows data, beside the first file. */
  #needViews() {
    this.#viewsComing ??= import('../views/all.js').then((views) => {
      this.#views = views;
      this.draw();
    }, () => {
      this.#viewsComing = undefined;
      this.say('A part of the page could not be loaded: reload it');
    });
    return this.#viewsComing;
  }

  /** Shows the state as it is now, once however often it changed. */
  draw() {
    if (this.#isQueued) return;
    this.#isQueued = true;
    queueMicrotask(() => {
      this.#isQueued = false;
      keepFocus(() => render(this.#page(), this.#root));
      document.title = this.work.phase === 'ready' ? `${VIEW_NAMES[this.#router.state.view]} – Undertone` : 'Undertone';
    });
  }

  /**
   * Says a sentence, for eyes and ears.
   * @param {string} text
   */
  say(text) {
    const region = /** @type {HTMLElement} */ (document.getElementById('live'));
    region.textContent = text;
    region.classList.add('is-shown');
    clearTimeout(this.#sayTimer);
    this.#sayTimer = setTimeout(() => region.classList.remove('is-shown'), 5000);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */ #sayTimer;

  /** @returns {Context} */
  #context() {
    const { work } = this;
    const { state } = this.#router;
    return {
      state,
      work,
      ask: (question, argument, slot) => work.answers.ask(question, argument, slot),
      go: (patch, how) => this.go(patch, how),
      openRows: (filter) => {
        this.#opener = document.activeElement;
        this.go({ drawer: both(state.filter, fullFilter(filter)) });
        setTimeout(() => document.getElementById('drawer-title')?.focus());
      },
      edit: (edit, said) => void this.#edit(edit, said),
      decide: (kind, theme, items, into) => this.#decide(kind, theme, items, into),
      copy: (text, what, copied) => void copyText(text, copied).then(
        (worked) => this.say(worked ? `${what} copied` : 'The browser did not allow copying: download it instead'),
        (error) => this.say(sentenceOf(error))),
      nameOf: (dimension, value) => this.#nameOf(dimension, value),
    };
  }

  /**
   * @param {string} dimension
   * @param {string} value
   */
  #nameOf(dimension, value) {
    if (dimension === 'week') return formatShortDay(value);
    if (dimension !== 'theme') return valueName(value, dimension);
    const { value: themes } = this.work.answers.ask('themes', {}, 'theme-names');
    return themes?.themes.find(({ id }) => id === value)?.name ?? valueName(value);
  }

  /**
   * @param {import('../engine/types/decision.js').Edit} edit
   * @param {string} [said]
   */
  async #edit(edit, said) {
    await this.work.edit(edit, said);
    this.#revision += 1;
    this.draw();
  }

  /**
   * Opens the dialog in which a decision about a theme is made.
   * @param {import('../elements/ut-edit.js').Kind} kind
   * @param {import('../elements/ut-edit.js').Theme | undefined} theme
   * @param {import('../elements/ut-edit.js').Item[]} [items]
   * @param {string} [into]
   */
  #decide(kind, theme, items, into) {
    const dialog = /** @type {import('../elements/ut-edit.js').UtEdit | null} */ (document.querySelector('ut-edit'));
    void dialog?.open(kind, theme, items, into);
  }

  /**
   * One item does not belong to a theme; others that are like it stay.
   * @param {{ row: number, theme: string }} item And the theme's name.
   */
  #notThis({ row, theme: name }) {
    const { value } = this.work.answers.ask('themes', {}, 'theme-names');
    const theme = value?.themes.find((own) => own.name === name);
    if (!theme) return;
    void this.#edit({ kind: 'not-this', theme: theme.id, items: [`row:${row}`], like: false }, `Taken out of ${name}. Ctrl+Z takes it back`);
  }

  /**
   * Changes the state of the view; a change of view begins at the top.
   * @param {Partial<import('./state.js').ViewState>} patch
   * @param {'push' | 'replace'} [how]
   */
  go(patch, how) {
    const before = this.#router.state.view;
    const isMove = patch.view !== undefined && patch.view !== before;
    // Heatmap and significance are two looks at one table.
    const isSameTable = isTable(before) && isTable(patch.view);
    const fresh = isSameTable ? { open: '', drawer: undefined } : isMove ? freshView() : {};
    this.#router.go({ ...fresh, ...patch }, how);
    if (!isMove) return;
    setTimeout(() => {
      scrollTo(0, 0);
      /** @type {HTMLElement | null} */ (document.querySelector('main h1'))?.focus();
    });
  }

  #page() {
    const { work } = this;
    const ctx = this.#context();
    const ways = {
      pick: () => this.#picker.click(),
      paste: () => /** @type {HTMLDialogElement} */ (document.getElementById('paste')).showModal(),
    };
    const isOpen = work.phase === 'ready' || work.phase === 'mapping';
    const bar = topBar(ctx, {
      undo: () => void this.undo(), redo: () => void this.redo(), theme: () => { toggleTheme(); this.draw(); },
      help: () => /** @type {HTMLDialogElement} */ (document.getElementById('help')).showModal(),
    });
    return html`
      <a class="ut-skip" href="#main" @click=${(/** @type {Event} */ event) => {
        event.preventDefault();
        /** @type {HTMLElement | null} */ (document.querySelector('main h1'))?.focus();
      }}>Skip to content</a>
      ${bar}
      <div class="ut-body" data-phase=${work.phase} data-drawer=${ctx.state.drawer && work.phase === 'ready' ? 'open' : nothing}>
        ${isOpen ? navigation(ctx) : nothing}
        <main id="main">${this.#main(ctx, ways)}</main>
        ${work.phase === 'ready' && ctx.state.drawer ? this.#views?.drawer(ctx, {
          revision: this.#revision, close: () => this.closeDrawer(), notThis: (item) => this.#notThis(item),
        }) : nothing}
      </div>
      ${footer(work)}
      ${pasteDialog((text) => this.#openText(text))}
      ${helpDialog()}
      ${work.phase === 'ready' ? html`<ut-edit .themes=${work.answers.ask('themes', {}, 'theme-names').value?.themes ?? []}
        .preview=${(/** @type {import('../engine/types/decision.js').Edit} */ edit) => work.previewEdit(edit)}
        @ut-make=${(/** @type {CustomEvent} */ { detail }) => void this.#edit(detail.edit, detail.said)}></ut-edit>` : nothing}
      <div class="ut-drop-veil" aria-hidden="true"><p>Drop to open</p></div>`;
  }

  /**
   * @param {Context} ctx
   * @param {{ pick: () => void, paste: () => void }} ways
   */
  #main(ctx, ways) {
    const { work } = this;
    switch (work.phase) {
      case 'empty': return landingView({
        work, ...ways, sample: () => void this.sample(),
        resume: this.#canResume ? () => void work.resume() : undefined,
      });
      case 'opening': return html`${openingView(work)}${work.reading?.preview ? this.#views?.firstLook(work.reading.preview) : nothing}`;
      case 'analysing': return progressView(work.progress?.label ?? '', work.progress?.done, () => work.cancel());
      default: {
        const views = this.#views;
        if (!views) return progressView('Loading the views', undefined, undefined);
        if (work.phase === 'mapping' || ctx.state.view === 'data') return views.dataView(ctx, ways);
        return html`${views.filterBar(ctx)}${this.#show(ctx, views, ctx.state.view)}`;
      }
    }
  }

  /**
   * @param {Context} ctx
   * @param {Views} views
   * @param {Exclude<ViewName, 'data'>} view
   */
  #show(ctx, views, view) {
    const lack = lackOf(this.work.overview, view);
    if (lack) {
      return emptyState(`${VIEW_NAMES[view]} need more than these files hold`, lack,
        html`<button type="button" @click=${() => ctx.go({ view: 'data' })}>Look at the data</button>`);
    }
    return views.SHOWS[view](ctx);
  }

  /** Closes the verbatims and gives the focus back. */
  closeDrawer() {
    if (!this.#router.state.drawer) return false;
    this.go({ drawer: undefined });
    if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
    return true;
  }

  /** Stops what can be stopped. */
  #stop() {
    const { phase, reading } = this.work;
    if (!reading && phase !== 'analysing') return false;
    this.work.cancel();
    return true;
  }

  /** Takes the last decision back; before the analysis, the last choice about a file. */
  async undo() {
    // What was decided a moment ago can be taken back, and what was just taken back made again.
    await this.work.decided;
    if (this.work.phase === 'mapping') await this.work.undoChoice(this.work.lastStep());
    else if (this.work.project?.canUndo) await this.#edit({ kind: 'undo' }, 'Taken back');
  }

  /** Makes it again. */
  async redo() {
    await this.work.decided;
    if (this.work.project?.canRedo) await this.#edit({ kind: 'redo' }, 'Made again');
  }

  /** Opens and analyses the sample. */
  async sample() {
    this.#router.go({ view: 'findings' });
    await this.work.trySample(new URL('.', document.baseURI));
  }

  /** @param {readonly File[]} files */
  async #open(files) {
    await this.work.open(files.map((file) => ({ name: file.name, blob: file })));
    await this.#viewsComing;
    if (this.work.phase === 'mapping') setTimeout(() => document.getElementById('analyse')?.focus());
    else if (this.work.phase === 'ready' && this.work.problems.length > 0) this.go({ view: 'data' });
  }

  /** @param {string} text */
  #openText(text) {
    const file = fileOfText(text);
    if (file) void this.#open([new File([file.content], file.name)]);
    else this.say('There is nothing to read in what was pasted');
  }

  #listen() {
    addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      document.documentElement.dataset['drag'] = '';
    });
    addEventListener('dragleave', (event) => {
      if (!event.relatedTarget) delete document.documentElement.dataset['drag'];
    });
    addEventListener('drop', (event) => {
      delete document.documentElement.dataset['drag'];
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      void filesOfDrop(event.dataTransfer).then((files) => this.#open(files));
    });
    addEventListener('paste', (event) => {
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (inField || !event.clipboardData) return;
      const { files } = event.clipboardData;
      if (files.length > 0) void this.#open([...files]);
      else this.#openText(event.clipboardData.getData('text/plain'));
    });
    bindKeys({
      go: (patch) => this.go(patch), isReady: () => this.work.phase === 'ready',
      undo: () => void this.undo(), redo: () => void this.redo(), close: () => this.#stop() || this.closeDrawer(),
    });
  }
}
