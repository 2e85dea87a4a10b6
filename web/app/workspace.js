/** @file The work from files to answers: what is open, how far it is, and what was decided. */

/**
 * @import { AccountsView, AnalyseQuery, CoverageView, DigestView, Edit, ExportQuery, FileChoices,
 *   FileData, FileView, Filter, FindingsView, OverviewView, PackedTable, ProgressView, ProjectView, SpikesView,
 *   TableQuery, TableView, ThemesView, VerbatimsQuery, VerbatimsView } from '../engine/protocol.js'
 */
/** @import { Storage } from '../lib/storage.js' */
import { formatPlural } from '../lib/format.js';
import { Answers, codeOf } from './answers.js';

/**
 * What the page asks of the engine; `EngineClient` is one.
 * @typedef {object} EngineLike
 * @property {(name: string, blob: Blob) => Promise<{ name: string, data: FileData }[]>} unpack
 * @property {(name: string, data: FileData) => Promise<FileView>} open
 * @property {(file: number, choices: FileChoices) => Promise<FileView>} choose
 * @property {(file: number) => Promise<unknown>} close
 * @property {(query: AnalyseQuery) => Promise<unknown>} analyse
 * @property {() => unknown} cancel
 * @property {() => Promise<boolean>} loadModel
 * @property {(filter: Filter) => Promise<OverviewView>} overview
 * @property {(filter: Filter) => Promise<FindingsView>} findings
 * @property {(filter: Filter) => Promise<ThemesView>} themes
 * @property {(query: TableQuery) => Promise<TableView>} table
 * @property {(filter: Filter) => Promise<SpikesView>} spikes
 * @property {(filter: Filter) => Promise<CoverageView>} coverage
 * @property {(filter: Filter) => Promise<AccountsView>} accounts
 * @property {(query: VerbatimsQuery) => Promise<VerbatimsView>} verbatims
 * @property {(filter: Filter) => Promise<DigestView>} digest
 * @property {(edit: Edit) => Promise<ProjectView>} edit
 * @property {() => Promise<ProjectView>} project
 * @property {(json: string) => Promise<ProjectView>} restore
 * @property {(query: ExportQuery) => Promise<Uint8Array>} export
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 */

/** @typedef {'empty' | 'opening' | 'mapping' | 'analysing' | 'ready'} Phase */
/** @typedef {{ name: string, message: string, code: string }} Problem */
/** @typedef {{ id: number, name: string, blob: Blob | PackedTable, choices: FileChoices }} OpenFile */

/** Emits `change` after every change of what is shown, and `say` with a sentence for the reader. */
export class Workspace extends EventTarget {
  /** @type {Phase} */ phase = 'empty';
  /** @type {FileView[]} */ files = [];
  /** @type {Problem[]} */ problems = [];
  /** @type {ProgressView | undefined} */ progress;
  /** @type {OverviewView | undefined} */ overview;
  /** @type {ProjectView | undefined} */ project;
  /** @type {AnalyseQuery} */ options = {};
  /** What is being opened, in words. */
  opening = '';
  /** Whether files or roles changed since the last analysis. */
  isStale = false;
  /** Whether the last save worked: `''` before the first. */
  saved = '';
  /** @type {Answers} */ answers;
  /** @type {EngineLike} */ #engine;
  /** @type {Storage} */ #storage;
  /** @type {Map<number, OpenFile>} */ #open = new Map();
  /** Files that came while others were opened or analysed. @type {{ name: string, blob: Blob }[]} */ #waiting = [];
  /** @type {Promise<boolean> | undefined} */ #model;
  #isSample = false;

  /**
   * @param {EngineLike} engine
   * @param {Storage} storage
   */
  constructor(engine, storage) {
    super();
    this.#engine = engine;
    this.#storage = storage;
    this.answers = new Answers(engine, () => this.#changed());
    engine.addEventListener('progress', (event) => {
      if (this.phase !== 'analysing') return;
      this.progress = event.detail;
      this.#changed();
    });
    engine.addEventListener('lost', ({ detail }) => this.#lost(detail.names));
  }

  /**
   * Opens files one after the other; a bad one is named and the others go on. What comes while the
   * engine is busy waits for its turn.
   * @param {readonly { name: string, blob: Blob }[]} files
   */
  async open(files) {
    if (files.length === 0) return;
    if (this.phase === 'opening' || this.phase === 'analysing') {
      this.#waiting.push(...files);
      const what = files.length === 1 ? files[0]?.name : formatPlural(files.length, 'file');
      this.say(`${what} will be opened when ${this.phase === 'opening' ? 'the other files are' : 'the analysis is over'}`);
      return;
    }
    const before = this.phase;
    this.problems = [];
    this.phase = 'opening';
    for (const { name, blob } of files) {
      this.opening = name;
      this.#changed();
      if (await this.#isProject(name, blob)) await this.#restoreProject(name, await blob.text());
      else await this.#openAll(name, blob);
    }
    this.opening = '';
    this.phase = this.files.length > 0 ? 'mapping' : before === 'ready' ? 'ready' : 'empty';
    this.#changed();
    void this.#save();
    await this.#openWaiting();
  }

  /** Opens what came meanwhile; what was wrong with the files before stays said. */
  async #openWaiting() {
    const files = this.#waiting.splice(0);
    if (files.length === 0) return;
    const { problems } = this;
    await this.open(files);
    this.problems = [...problems, ...this.problems];
    this.#changed();
  }

  /**
   * Opens every table of a file.
   * @param {string} name
   * @param {Blob} blob
   */
  async #openAll(name, blob) {
    try {
      const tables = await this.#engine.unpack(name, blob);
      for (const table of tables) await this.#openOne(table.name, /** @type {Blob} */ (table.data), {});
    } catch (error) {
      this.#problem(name, error);
    }
  }

  /**
   * @param {string} name
   * @param {Blob | PackedTable} blob
   * @param {FileChoices} choices
   */
  async #openOne(name, blob, choices) {
    try {
      let view = await this.#engine.open(name, blob);
      if (Object.keys(choices).length > 0) view = await this.#engine.choose(view.id, choices);
      this.files = [...this.files, view];
      this.#open.set(view.id, { id: view.id, name, blob, choices });
      this.isStale = true;
    } catch (error) {
      this.#problem(name, error);
    }
  }

  /**
   * @param {string} name
   * @param {Blob} blob
   */
  async #isProject(name, blob) {
    if (!/\.json$/i.test(name)) return false;
    return (await blob.slice(0, 400).text()).includes('"undertone-project"');
  }

  /**
   * @param {string} name
   * @param {string} json
   */
  async #restoreProject(name, json) {
    try {
      this.project = await this.#engine.restore(json);
      this.answers.refresh();
      this.say('The decisions of the project file are applied');
    } catch (error) {
      this.#problem(name, error);
    }
  }

  /**
   * Opens and analyses the sample at once.
   * @param {URL} base Where the page lies.
   */
  async trySample(base) {
    this.problems = [];
    this.phase = 'opening';
    this.#changed();
    try {
      for (const name of ['feedback.csv', 'accounts.csv']) {
        this.opening = `sample/${name}`;
        this.#changed();
        const response = await fetch(new URL(`sample/${name}`, base));
        if (!response.ok) throw new Error(`the sample file ${name} is not there (${response.status})`);
        await this.#openOne(name, await response.blob(), {});
      }
    } catch (error) {
      this.#problem('Sample data', error);
    }
    this.opening = '';
    this.#isSample = this.problems.length === 0;
    this.phase = this.files.length > 0 ? 'mapping' : 'empty';
    this.#changed();
    if (this.#isSample) await this.analyse();
    else await this.#openWaiting();
  }

  /**
   * Corrects what was found about a file.
   * @param {number} id
   * @param {FileChoices} choices
   */
  async choose(id, choices) {
    const open = this.#open.get(id);
    if (!open) return;
    try {
      const view = await this.#engine.choose(id, choices);
      open.choices = mergeChoices(open.choices, choices);
      this.files = this.files.map((file) => (file.id === id ? view : file));
      this.isStale = true;
      this.phase = 'mapping';
    } catch (error) {
      this.#problem(open.name, error);
    }
    this.#changed();
    void this.#save();
  }

  /**
   * Closes a file.
   * @param {number} id
   */
  async close(id) {
    await this.#engine.close(id).catch(() => undefined);
    this.#open.delete(id);
    this.files = this.files.filter((file) => file.id !== id);
    this.isStale = true;
    this.phase = this.files.length > 0 ? 'mapping' : 'empty';
    if (this.files.length === 0) this.#forgetResults();
    this.#changed();
    void this.#save();
  }

  /** Analyses what is open, with progress. */
  async analyse() {
    this.phase = 'analysing';
    this.progress = { stage: 'join', label: 'Starting', done: 0, isDone: false };
    this.problems = [];
    this.#changed();
    try {
      await this.#loadModel();
      await this.#engine.analyse(this.options);
      this.overview = await this.#engine.overview({});
      this.project = await this.#engine.project();
      this.answers.refresh();
      this.isStale = false;
      this.phase = 'ready';
      this.say(`${formatPlural(this.overview.nFindings, 'finding')} from ${formatPlural(this.overview.nItems, 'item')}`);
    } catch (error) {
      this.phase = 'mapping';
      if (codeOf(error) === 'cancelled') this.say('Cancelled. Nothing was changed');
      else this.#problem('Analysis', error);
    }
    this.progress = undefined;
    this.#changed();
    void this.#save();
    await this.#openWaiting();
  }

  /** The word vectors: without them themes are coarser, and the footer says so. */
  async #loadModel() {
    this.#model ??= this.#engine.loadModel();
    if (!(await this.#model.catch(() => false))) this.#model = undefined;
  }

  /**
   * Today, language and seed of the next analysis.
   * @param {AnalyseQuery} options
   */
  setOptions(options) {
    this.options = options;
    this.isStale = true;
    this.#changed();
  }

  /** Stops the analysis. */
  cancel() {
    this.#engine.cancel();
  }

  /**
   * A human decision, its taking back, or its making again.
   * @param {Edit} edit
   * @param {string} [said] What was done, in words.
   */
  async edit(edit, said) {
    try {
      this.project = await this.#engine.edit(edit);
      this.answers.refresh();
      if (said) this.say(said);
    } catch (error) {
      this.say(sentenceOf(error));
    }
    this.#changed();
    void this.#save();
  }

  /**
   * Verbatims behind a number.
   * @param {VerbatimsQuery} query
   */
  verbatims(query) {
    return this.#engine.verbatims(query);
  }

  /**
   * A file for download.
   * @param {ExportQuery} query
   */
  export(query) {
    return this.#engine.export(query);
  }

  /** Closes and forgets everything, the copy in this browser too. */
  async forget() {
    for (const { id } of this.files) await this.#engine.close(id).catch(() => undefined);
    this.files = [];
    this.#open.clear();
    this.phase = 'empty';
    this.problems = [];
    this.#isSample = false;
    this.#forgetResults();
    await this.#storage.clear();
    this.saved = '';
    this.say('Everything is forgotten, the copy in this browser too');
    this.#changed();
  }

  /** Brings back what was saved in this browser. */
  async resume() {
    const last = await this.#storage.load();
    if (!last) return;
    this.phase = 'opening';
    for (const { name, blob, choices } of last.files) {
      this.opening = name;
      this.#changed();
      await this.#openOne(name, blob, choices);
    }
    this.opening = '';
    this.options = last.options;
    this.#isSample = last.isSample;
    if (last.project) await this.#restoreProject('The saved project', last.project);
    this.phase = this.files.length > 0 ? 'mapping' : 'empty';
    this.#changed();
    if (this.files.length > 0) await this.analyse();
    else await this.#openWaiting();
  }

  /**
   * Says a sentence to the reader.
   * @param {string} text
   */
  say(text) {
    this.dispatchEvent(new CustomEvent('say', { detail: text }));
  }

  /** @param {string} name @param {unknown} error */
  #problem(name, error) {
    this.problems = [...this.problems, { name, message: sentenceOf(error), code: codeOf(error) }];
  }

  /**
   * Files that a new worker could not read again.
   * @param {string[]} names
   */
  #lost(names) {
    this.problems = [...this.problems, ...names.map((name) => ({
      name, code: 'lost', message: 'The analysis stopped and this file could not be read again. Open it again',
    }))];
    const gone = new Set(names);
    for (const { id, name } of this.files) if (gone.has(name)) this.#open.delete(id);
    this.files = this.files.filter(({ name }) => !gone.has(name));
    this.phase = this.files.length > 0 ? 'mapping' : 'empty';
    this.#forgetResults();
    this.#changed();
  }

  #forgetResults() {
    this.overview = undefined;
    this.project = undefined;
    this.isStale = false;
    this.answers.clear();
  }

  async #save() {
    if (this.files.length === 0) {
      await this.#storage.clear();
      return;
    }
    /** @type {string} */
    let project = '';
    try {
      if (this.phase === 'ready') {
        project = new TextDecoder().decode(await this.#engine.export({ kind: 'project.json' }));
      }
    } catch {
      // Nothing decided that could be kept.
    }
    const files = [...this.#open.values()].map(({ name, blob, choices }) => ({ name, blob, choices }));
    const kept = await this.#storage.save({ files, project, options: this.options, isSample: this.#isSample });
    this.saved = kept ? 'Saved in this browser' : 'Not saved in this browser: keep the project file';
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * Later choices win, column by column.
 * @param {FileChoices} before
 * @param {FileChoices} after
 * @returns {FileChoices}
 */
export function mergeChoices(before, after) {
  const roles = mergePairs(before.roles ?? [], after.roles ?? []);
  const dateOrders = mergePairs(before.dateOrders ?? [], after.dateOrders ?? []);
  return {
    ...before,
    ...after,
    ...(roles.length > 0 && { roles }),
    ...(dateOrders.length > 0 && { dateOrders }),
  };
}

/**
 * @template T
 * @param {readonly [string, T][]} before
 * @param {readonly [string, T][]} after
 * @returns {[string, T][]}
 */
function mergePairs(before, after) {
  return [...new Map([...before, ...after])];
}

/**
 * What happened, as a sentence.
 * @param {unknown} error
 */
export function sentenceOf(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
