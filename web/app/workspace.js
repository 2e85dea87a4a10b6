/** @file The work from files to answers: what is open, how far it is, and what was decided. */

/**
 * @import { PackedTable } from '../engine/protocol.js'
 * @import { Read, ReadKind } from '../engine/record.js'
 * @import { Edit, ProjectView } from '../engine/types/decision.js'
 * @import { FileView } from '../engine/types/file.js'
 * @import { OverviewView, ProgressView } from '../engine/types/overview.js'
 * @import { AnalyseQuery, ExportQuery, FileChoices, VerbatimsQuery } from '../engine/types/query.js'
 * @import { Storage } from '../lib/storage.js'
 * @import { EngineLike, Tell } from './engine-like.js'
 * @import { Reading } from './turn.js'
 */
import { formatCount, formatPlural } from '../lib/format.js';
import { Answers, codeOf } from './answers.js';
import { Keeper } from './keeper.js';
import { Turn } from './turn.js';

/** @typedef {'empty' | 'opening' | 'mapping' | 'analysing' | 'ready'} Phase */
/** @typedef {{ name: string, message: string, code: string }} Problem */
/** @typedef {{ id: number, name: string, blob: Blob | PackedTable }} OpenFile */

/**
 * A choice that can be taken back.
 * @typedef {{ id: number, label: string, before: FileChoices }} Step
 */

/** Emits `change` after every change of what is shown, and `say` with a sentence for the reader. */
export class Workspace extends EventTarget {
  /** @type {Phase} */ phase = 'empty';
  /** @type {FileView[]} */ files = [];
  /** @type {Problem[]} */ problems = [];
  /** @type {ProgressView | undefined} */ progress;
  /** @type {OverviewView | undefined} */ overview;
  /** @type {ProjectView | undefined} */ project;
  /** @type {AnalyseQuery} */ options = {};
  /** Whether files or roles changed since the last analysis. */
  isStale = false;
  /** @type {Answers} */ answers;
  /** @type {EngineLike} */ #engine;
  /** @type {Storage} */ #storage;
  /** @type {Map<number, OpenFile>} */ #open = new Map();
  /** Files to open. @type {{ name: string, blob: Blob }[]} */ #waiting = [];
  /** Choices that can be taken back, the last one last. @type {Step[]} */ #steps = [];
  /** The last change of a choice: they are made one after the other. @type {Promise<unknown>} */ #choosing = Promise.resolve();
  #turn = new Turn(() => this.#changed());
  /** @type {Keeper} */ #keeper;
  /** @type {Promise<boolean> | undefined} */ #model;
  /** What a reader said of the texts. @type {Read | undefined} */ #closely;
  /** The last decision: they are made one after the other. @type {Promise<void>} */ #editing = Promise.resolve();
  #isSample = false;
  /** The project file as it was when it was last asked for. */
  #decisions = '';

  /**
   * @param {EngineLike} engine
   * @param {Storage} storage
   */
  constructor(engine, storage) {
    super();
    this.#engine = engine;
    this.#storage = storage;
    this.#keeper = new Keeper(storage, () => this.#gather());
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
    this.#waiting.push(...files);
    if (this.phase === 'opening' || this.phase === 'analysing') {
      const what = files.length === 1 ? files[0]?.name : formatPlural(files.length, 'file');
      this.say(`${what} will be opened when ${this.phase === 'opening' ? 'the other files are' : 'the analysis is over'}`);
      return;
    }
    this.problems = [];
    await this.#openWaiting();
  }

  /** Opens what waits; where nothing came of it, everything is as before. */
  async #openWaiting() {
    if (this.#waiting.length === 0) return;
    const { phase: before, files, project } = this;
    this.phase = 'opening';
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const { name, blob } = next;
      this.#turn.renew();
      if (await this.#isProject(name, blob)) await this.#restoreProject(name, await blob.text());
      else await this.#openAll(name, blob);
    }
    const isSame = this.files === files && this.project === project;
    this.phase = isSame && before === 'ready' ? 'ready' : this.files.length > 0 ? 'mapping' : 'empty';
    this.#changed();
    void this.#save();
  }

  /**
   * What a file was before it was unpacked, in words; `''` for delimited text.
   * @param {number} id
   */
  formatOf(id) {
    const blob = this.#open.get(id)?.blob;
    return blob && 'format' in blob ? blob.format : '';
  }

  /** What is being read. @returns {Reading | undefined} */
  get reading() {
    return this.#turn.reading;
  }

  /** Whether the last save worked, in words: `''` before the first. */
  get saved() {
    return this.#keeper.saved;
  }

  /** Names of the files that are still to be opened. */
  get waiting() {
    return this.#waiting.map(({ name }) => name);
  }

  /**
   * Opens every table of a file.
   * @param {string} name
   * @param {Blob} blob
   */
  async #openAll(name, blob) {
    try {
      const tables = await this.#turn.read({ name, nBytes: blob.size }, () => this.#engine.unpack(name, blob));
      for (const table of tables) {
        const goesOn = await this.#openOne(table.name, /** @type {Blob} */ (table.data), {});
        if (!goesOn) return;
      }
    } catch (error) {
      this.#refused(name, error);
    }
  }

  /**
   * @param {string} name
   * @param {Blob | PackedTable} blob
   * @param {FileChoices} choices
   * @returns {Promise<boolean>} Whether nobody cancelled it.
   */
  async #openOne(name, blob, choices) {
    try {
      const view = await this.#turn.read({ name, nBytes: blob.size }, async (tell) => {
        const found = await this.#engine.open(name, blob, tell);
        return hasChoices(choices) ? this.#engine.choose(found.id, choices, tell) : found;
      });
      this.files = [...this.files, view];
      this.#open.set(view.id, { id: view.id, name, blob });
      this.isStale = true;
      return true;
    } catch (error) {
      return this.#refused(name, error);
    }
  }

  /** Says why a file was not opened. @param {string} name @param {unknown} error */
  #refused(name, error) {
    const isCancelled = codeOf(error) === 'cancelled';
    if (isCancelled) this.say(`${name} was not opened`);
    else this.#problem(name, error);
    return !isCancelled;
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
      this.#decisions = json;
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
        this.#turn.renew();
        this.#turn.reading = { name: `sample/${name}`, nBytes: 0 };
        this.#changed();
        const response = await fetch(new URL(`sample/${name}`, base));
        if (!response.ok) throw new Error(`the sample file ${name} is not there (${response.status})`);
        await this.#openOne(name, await response.blob(), {});
      }
    } catch (error) {
      this.#problem('Sample data', error);
    }
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
   * @param {string} [label] What was chosen, in words; it can be taken back by them.
   */
  choose(id, choices, label = 'Your choice') {
    return this.#inTurn(id, label, choices, ({ choices: before, name }) => {
      this.#steps.push({ id, label, before });
      this.say(`${label}. This is remembered for files with the same header as ${name}`);
    });
  }

  /**
   * The last choice that can be taken back.
   * @param {number} [id] Of one file; without it, of all.
   */
  lastStep(id) {
    return this.#steps.findLast((step) => id === undefined || step.id === id);
  }

  /**
   * Takes a choice back: everything about its file is as before it.
   * @param {Step | undefined} step
   */
  async undoChoice(step) {
    if (!step) return;
    await this.#inTurn(step.id, `Undo ${step.label}`, { ...step.before, afresh: true }, () => {
      this.#steps = this.#steps.filter((other) => other !== step);
      this.say(`Taken back: “${step.label}”`);
    });
  }

  /**
   * @param {number} id
   * @param {string} label
   * @param {FileChoices} choices
   * @param {(before: FileView) => void} done
   */
  #inTurn(id, label, choices, done) {
    this.#choosing = this.#choosing.then(() => this.#readAgain(id, label, choices, done));
    return this.#choosing;
  }

  /**
   * @param {number} id
   * @param {string} label
   * @param {FileChoices} choices
   * @param {(before: FileView) => void} done
   */
  async #readAgain(id, label, choices, done) {
    const before = this.files.find((file) => file.id === id);
    if (!before) return;
    const { name, nBytes } = before;
    this.#turn.renew();
    try {
      const view = await this.#turn.read({ id, label, name, nBytes }, (tell) => this.#engine.choose(id, choices, tell));
      done(before);
      this.files = this.files.map((file) => (file.id === id ? view : file));
      this.isStale = true;
      this.phase = 'mapping';
    } catch (error) {
      if (codeOf(error) === 'cancelled') this.say(`Cancelled. ${name} is as it was`);
      else this.#problem(name, error);
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
    this.#steps = this.#steps.filter((step) => step.id !== id);
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
      await this.#applyRead();
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

  /**
   * Reads a spread of the texts closely, or all in their languages, in the background, and shows the
   * themes that come of it.
   * @param {ReadKind} kind
   * @param {Tell} tell
   * @param {AbortSignal} signal
   */
  async readClosely(kind, tell, signal) {
    const { nRead, nTexts } = await this.#engine.readClosely(kind, tell, signal);
    this.#closely = this.#engine.read;
    this.overview = await this.#engine.overview({});
    this.project = await this.#engine.project();
    this.answers.refresh();
    this.say(`${formatCount(nRead)} of ${formatPlural(nTexts, 'text')} read ${kind === 'languages' ? 'in their languages' : 'closely'}. The themes are found anew`);
    this.#changed();
    void this.#save();
  }

  /** What a reader said before holds for the same texts; where they changed, it may read again. */
  async #applyRead() {
    if (!this.#closely) return;
    const isSame = await this.#engine.readAgain(this.#closely, (progress) => {
      this.progress = { ...progress, isDone: false };
      this.#changed();
    });
    if (isSame) return;
    this.#closely = undefined;
    this.say('The texts changed, so they are not read closely any more: read them again in Themes');
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

  /**
   * Stops the analysis, or the reading of one file; what is open stays.
   * @param {boolean} [isAll] Whether the files that wait are left out, too.
   */
  cancel(isAll = false) {
    if (isAll) this.#waiting = [];
    this.#turn.cancel();
    this.#engine.cancel();
  }

  /**
   * A human decision, its taking back, or its making again.
   * @param {Edit} edit
   * @param {string} [said] What was done, in words.
   */
  edit(edit, said) {
    this.#editing = this.#editing.then(() => this.#edit(edit, said));
    return this.#editing;
  }

  /** Settles when every decision that was made so far is in the project. */
  get decided() {
    return this.#editing;
  }

  /**
   * @param {Edit} edit
   * @param {string} [said]
   */
  async #edit(edit, said) {
    try {
      this.project = await this.#engine.edit(edit);
      // What was decided is kept before it is shown: the engine answers in turn.
      void this.#save();
      this.answers.refresh();
      if (said) this.say(said);
    } catch (error) {
      this.say(sentenceOf(error));
    }
    this.#changed();
  }

  /**
   * What a decision would do.
   * @param {Edit} edit
   */
  previewEdit(edit) {
    return this.#engine.previewEdit(edit);
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
    this.#steps = [];
    this.phase = 'empty';
    this.problems = [];
    this.#isSample = false;
    this.#forgetResults();
    await this.#save();
    this.#keeper.saved = '';
    this.say('Everything is forgotten, the copy in this browser too');
    this.#changed();
  }

  /** Brings back what was saved in this browser. */
  async resume() {
    const last = await this.#storage.load();
    if (!last) return;
    this.phase = 'opening';
    for (const { name, blob, choices } of last.files) {
      this.#turn.renew();
      await this.#openOne(name, blob, choices);
    }
    this.options = last.options;
    this.#isSample = last.isSample;
    this.#closely = last.read;
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
    if (this.files.length === 0) {
      this.#decisions = '';
      this.#closely = undefined;
    }
    this.isStale = false;
    this.answers.clear();
  }

  /** Keeps what is open and decided in this browser. */
  async #save() {
    await this.#keeper.save();
    this.#changed();
  }

  /** What is kept; nothing where nothing is open. */
  async #gather() {
    if (this.files.length === 0) return undefined;
    const project = await this.#decided();
    const files = this.files.flatMap(({ id, choices }) => {
      const open = this.#open.get(id);
      return open ? [{ name: open.name, blob: open.blob, choices }] : [];
    });
    const own = { files, project, options: this.options, isSample: this.#isSample };
    return this.#closely ? { ...own, read: this.#closely } : own;
  }

  /** The project file, as it was before where there is no analysis; `''` where nothing was decided. */
  async #decided() {
    try {
      if (this.phase === 'ready') {
        this.#decisions = new TextDecoder().decode(await this.#engine.export({ kind: 'project.json' }));
      }
    } catch {
      // What was decided before is kept.
    }
    return this.#decisions;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * Whether a person decided anything about a file.
 * @param {FileChoices} choices
 */
export function hasChoices(choices) {
  return Object.values(choices).some((choice) => (Array.isArray(choice) ? choice.length > 0 : (choice ?? null) !== null));
}

/**
 * What happened, as a sentence.
 * @param {unknown} error
 */
export function sentenceOf(error) {
  const text = error instanceof Error ? error.message : String(error);
  const told = text.replace(/about (\d+) rows/, (_, n) => `about ${formatCount(Number(n))} rows`);
  return told.charAt(0).toUpperCase() + told.slice(1);
}
