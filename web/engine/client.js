/**
 * @import { Api, FileData } from './protocol.js'
 * @import { Read, ReadKind } from './record.js'
 * @import { AlertsView } from './types/evidence.js'
 * @import { FileView } from './types/file.js'
 * @import { ProgressView, ReadingView } from './types/overview.js'
 * @import { AlertsQuery, AnalyseQuery, FileChoices } from './types/query.js'
 */

import { Line, errorOf } from './line.js';
import { Questions } from './questions.js';
import { Record, fingerprint } from './record.js';
import { loadModule, loadWorker } from './start.js';

// The names of the built files; the bundler puts them in.
/* global UNDERTONE_WORKER, UNDERTONE_WASM, UNDERTONE_ANALYSIS */
const WORKER = typeof UNDERTONE_WORKER === 'string' ? UNDERTONE_WORKER : 'worker.js';
const WASM = typeof UNDERTONE_WASM === 'string' ? UNDERTONE_WASM : 'engine.wasm';
const ANALYSIS = typeof UNDERTONE_ANALYSIS === 'string' ? UNDERTONE_ANALYSIS : 'analysis.wasm';
/** What lies beside the page: word vectors, and what labels are read from. */
const PACKS = ['undertone-vectors.bin', 'undertone-labels.bin'];

/** Closing a file of more bytes gives its memory back at once. */
const LARGE = 32 << 20;

/**
 * What every worker needs: its script, the module that opens files, and the analysis, which may
 * still be arriving.
 * @typedef {{ spawn: () => Worker, module: WebAssembly.Module, analysis: Promise<WebAssembly.Module> }} Engine
 */

/**
 * The page's end of the line to the analysis worker.
 *
 * Every call returns a promise that settles: with the result, or with an Error whose `code` is the
 * engine's, `crashed` or `cancelled`. A worker that dies is replaced, and the files, choices,
 * project and finished analysis are replayed into the new one; calls made meanwhile wait for that.
 *
 * @fires progress `detail`: a ProgressView, while an analysis runs.
 * @fires restart `detail`: `{ reason: 'crashed' | 'cancelled', message }`.
 * @fires restored The replay is over.
 * @fires lost `detail`: `{ names }` of files that could not be replayed: open them again.
 * @fires project `detail`: the project file's JSON, after each change; keep it.
 * @fires timing `detail`: `{ method, ms }`, the time a call took in the worker.
 */
export class EngineClient extends Questions {
  #record = new Record();
  /** @type {() => Promise<Engine>} */ #load;
  /** @type {Promise<Engine> | undefined} */ #engine;
  /** @type {Promise<Line> | undefined} */ #ready;
  /** @type {Line | undefined} */ #line;
  /** Ends what is unpacked. */ #unpacking = new AbortController();
  #generation = 0;
  #failedReplays = 0;

  /**
   * @param {() => Promise<Engine>} [load] Loads worker and module; once, and again if that failed.
   */
  constructor(load = loadEngine) {
    super();
    this.#load = load;
  }

  /** Loads the engine and starts a worker ahead of the first call. */
  async start() {
    await this.#current();
  }

  /**
   * Opens one file. Its id stays the same when the worker is replaced.
   * @param {string} name
   * @param {FileData} data
   * @param {(progress: ProgressView) => void} [onProgress]
   * @returns {Promise<FileView>}
   */
  async open(name, data, onProgress) {
    const line = await this.#current();
    const view = await line.call('open', [name, data], onProgress);
    return shown(view, this.#record.add(name, data, view.id), data);
  }

  /**
   * The tables of a file, to be opened one by one: the file itself, or what is packed in it.
   * @param {string} name
   * @param {Blob} data
   * @returns {Promise<{ name: string, data: FileData }[]>}
   */
  async unpack(name, data) {
    // A signature, or the bracket that JSON and markup begin with.
    const head = await data.slice(0, 99).text().catch(() => '');
    if (!/^(PK[\x03\x05]|\x1f|\ufffd\ufffd\x11|[\s\0\ufffd]*[<[{])/.test(head)) return [{ name, data }];
    return (await import('./unpack.js')).unpack(name, data, this.#unpacking.signal);
  }

  /**
   * Changes what was found about a file; the analysis must be made again.
   * @param {number} file
   * @param {FileChoices} choices
   * @param {(progress: ProgressView) => void} [onProgress]
   * @returns {Promise<FileView>}
   */
  async choose(file, choices, onProgress) {
    const line = await this.#current();
    const kept = this.#kept(file);
    const view = await line.call('choose', [kept.workerId, choices], onProgress);
    kept.choices.push(choices);
    this.#record.analysed = undefined;
    return shown(view, file, kept.data);
  }

  /**
   * Forgets a file.
   * @param {number} file
   */
  async close(file) {
    const line = await this.#current();
    const { data, workerId } = this.#kept(file);
    this.#record.files.delete(file);
    this.#record.analysed = undefined;
    const size = data instanceof ArrayBuffer ? data.byteLength : data.size;
    if (size > LARGE) this.#renew();
    else await line.call('close', [workerId]);
  }

  /** Replaces the worker, whose memory would never shrink; what is still open is opened again. */
  #renew() {
    this.#generation += 1;
    this.#line?.end('cancelled', 'Cancelled');
    this.#line = this.#ready = undefined;
    this.#current().catch(() => {}); // The next call meets the same error and reports it.
  }

  /**
   * Loads the word vectors and the labels file that lie beside the page; better themes and labels
   * from the next analysis on. Never rejects: without them everything works.
   * @returns {Promise<boolean>} Whether both are there.
   */
  async loadModel() {
    const loaded = await Promise.all(PACKS.map((name) => this.#loadPack(name)));
    return loaded.every(Boolean);
  }

  /** @param {string} name */
  async #loadPack(name) {
    const { packs } = this.#record;
    if (packs.has(name)) return true;
    try {
      const response = await fetch(new URL(name, document.baseURI));
      if (!response.ok) return false;
      const pack = await response.blob();
      await this.call('loadModel', pack);
      packs.set(name, pack);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Analyses all open files, to the end.
   * @param {AnalyseQuery} [query]
   * @param {(progress: ProgressView) => void} [onProgress]
   * @returns {Promise<ProgressView>}
   */
  async analyse(query = {}, onProgress) {
    const line = await this.#current();
    this.#record.analysed = this.#record.read = undefined;
    const done = await line.call('analyse', [query], (progress) => {
      onProgress?.(progress);
      this.#tell('progress', progress);
    });
    this.#record.analysed = query;
    return done;
  }

  /**
   * The alerts that each day would have raised, with nothing known but the rows before its end.
   * @param {AlertsQuery} [query]
   * @param {(progress: ProgressView) => void} [onProgress]
   * @returns {Promise<AlertsView>}
   */
  async alerts(query = {}, onProgress) {
    const line = await this.#current();
    return line.call('alerts', [query], onProgress);
  }

  /**
   * Reads a spread of the texts closely, or all in their languages, in a worker of its own, and finds
   * the themes anew.
   * @param {ReadKind} kind
   * @param {(progress: ProgressView) => void} onProgress
   * @param {AbortSignal} signal Ends the reading; the themes stay as they were.
   * @returns {Promise<ReadingView>}
   */
  async readClosely(kind, onProgress, signal) {
    const { read } = await import('./closely.js');
    const [texts, answer] = readingOf(kind);
    const { analysed } = this.#record;
    const before = await this.#current();
    const own = await read(kind, await before.call(texts, []), onProgress, signal);
    const line = await this.#current();
    if (analysed !== this.#record.analysed) throw errorOf('cancelled', 'The data changed meanwhile');
    if (line !== before) await line.call(texts, []);
    const view = await line.call(answer, [own.vectors, own.dims, own.pack], onProgress);
    this.#record.read = own;
    return view;
  }

  /** What a reader said of the texts of the analysis that stands: keep it for `readAgain`. */
  get read() {
    return this.#record.read;
  }

  /**
   * Finds the themes anew from what a reader said before.
   * @param {Read} read
   * @param {(progress: ProgressView) => void} [onProgress]
   * @returns {Promise<boolean>} Whether it was of the texts that are open now; else nothing changed.
   */
  async readAgain(read, onProgress) {
    const [texts, answer] = readingOf(read.kind);
    const line = await this.#current();
    if (fingerprint(await line.call(texts, [])) !== read.of) return false;
    await line.call(answer, [read.vectors, read.dims, read.pack], onProgress);
    this.#record.read = read;
    return true;
  }

  /**
   * Stops whatever runs by replacing the worker; pending calls are rejected with `cancelled`. The
   * files stay open and a finished analysis is made again; one that ran must be started anew.
   */
  cancel() {
    this.#unpacking.abort();
    this.#unpacking = new AbortController();
    this.#replace('cancelled', 'Cancelled');
  }

  /** Ends the worker for good and forgets everything. */
  dispose() {
    this.#record = new Record();
    this.#generation += 1;
    this.#line?.end('cancelled', 'Cancelled');
    this.#line = this.#ready = undefined;
  }

  /**
   * Calls one method in the worker, which is started and brought up to date first.
   * @template {keyof Api} M
   * @param {M} method
   * @param {Parameters<Api[M]>} args
   * @returns {Promise<ReturnType<Api[M]>>}
   * @override
   */
  async call(method, ...args) {
    const line = await this.#current();
    return line.call(method, args);
  }

  /** The line to a worker that knows everything the page knows. */
  #current() {
    if (this.#ready) return this.#ready;
    const ready = this.#begin();
    this.#ready = ready;
    ready.catch(() => {
      if (this.#ready === ready) this.#ready = undefined;
    });
    return ready;
  }

  async #begin() {
    const generation = this.#generation;
    this.#engine ??= this.#load().catch((error) => {
      this.#engine = undefined;
      throw error;
    });
    const { spawn, module, analysis } = await this.#engine;
    if (generation !== this.#generation) throw errorOf('cancelled', 'Cancelled');
    let isReplaying = true;
    const line = new Line(spawn(), module, {
      died: (message) => {
        if (isReplaying) this.#failedReplays += 1;
        this.#replace('crashed', message);
      },
      project: (json) => {
        this.#record.project = json;
        this.#tell('project', json);
      },
      timed: (method, ms) => this.#tell('timing', { method, ms }),
    });
    this.#line = line;
    analysis.then((module) => line.bring(module), (error) => this.#giveUp(line, error));
    await this.#replay(line);
    isReplaying = false;
    this.#failedReplays = 0;
    return line;
  }

  /**
   * Ends a worker whose analysis could not be loaded: who waits for it hears why, and the next call
   * loads everything again.
   * @param {Line} line
   * @param {Error & { code?: string }} error
   */
  #giveUp(line, { code = 'engine-missing', message }) {
    line.end(code, message);
    this.#engine = undefined;
    if (this.#line === line) this.#line = this.#ready = undefined;
  }

  /**
   * Tells a new worker what the lost one knew. What kills a worker twice is left out: first the
   * analysis, then the files.
   * @param {Line} line
   */
  async #replay(line) {
    const record = this.#record;
    await line.call('project', []); // Answers only when the module runs.
    for (const pack of record.packs.values()) await survived(line.call('loadModel', [pack]));
    if (record.files.size === 0 && record.project === undefined) return;
    if (this.#failedReplays >= 1) record.analysed = undefined;
    if (this.#failedReplays >= 2) {
      const names = [...record.files.values()].map((file) => file.name);
      record.clear();
      this.#tell('lost', { names });
    }
    if (record.project !== undefined) await survived(line.call('restore', [record.project]));
    for (const [id, file] of record.files) {
      const view = await survived(line.call('open', [file.name, file.data]));
      if (!view) {
        record.files.delete(id); // Moved or changed on the disk since.
        record.analysed = undefined;
        this.#tell('lost', { names: [file.name] });
        continue;
      }
      file.workerId = view.id;
      for (const choices of file.choices) {
        await survived(line.call('choose', [file.workerId, choices]));
      }
    }
    if (record.analysed) await survived(line.call('analyse', [record.analysed]));
    if (record.analysed && record.read) {
      const { kind, vectors, dims, pack } = record.read;
      const [texts, answer] = readingOf(kind);
      await survived(line.call(texts, []));
      await survived(line.call(answer, [vectors, dims, pack]));
    }
    this.#tell('restored', undefined);
  }

  /**
   * Drops the worker and starts the next one at once, so that it is ready by the next call.
   * @param {'crashed' | 'cancelled'} code
   * @param {string} message
   */
  #replace(code, message) {
    this.#generation += 1;
    const line = this.#line;
    this.#line = this.#ready = undefined;
    line?.end(code, message);
    this.#tell('restart', { reason: code, message });
    if (this.#failedReplays > 2) return; // Not even empty does it start: try when asked again.
    this.#current().catch(() => {}); // The next call meets the same error and reports it.
  }

  /** @param {number} file */
  #kept(file) {
    const kept = this.#record.files.get(file);
    if (!kept) throw errorOf('unknown-name', `there is no file ${file}`);
    return kept;
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/**
 * A view of a file for the page: under the id that the page knows, with what was odd about the file
 * it was unpacked from.
 * @param {FileView} view
 * @param {number} id
 * @param {FileData} data
 * @returns {FileView}
 */
function shown(view, id, data) {
  return { ...view, id, notices: 'notices' in data ? [...data.notices, ...view.notices] : view.notices };
}

/**
 * The calls that a reading needs: for its texts, and for what came of them.
 * @param {ReadKind} kind
 * @returns {['readingSample', 'readClosely'] | ['textsToRead', 'readLanguages']}
 */
function readingOf(kind) {
  return kind === 'closely' ? ['readingSample', 'readClosely'] : ['textsToRead', 'readLanguages'];
}

/** The built engine that lies beside the page. */
async function loadEngine() {
  const at = (/** @type {string} */ name) => new URL(name, document.baseURI).href;
  const [spawn, module] = await Promise.all([loadWorker(at(WORKER)), loadModule(at(WASM))]);
  return { spawn, module, analysis: loadModule(at(ANALYSIS)) };
}

/**
 * The result of a replayed call, or nothing where the engine refused: a refusal now was an answer
 * then. Only a lost worker ends the replay.
 * @template T
 * @param {Promise<T>} call
 * @returns {Promise<T | undefined>}
 */
async function survived(call) {
  try {
    return await call;
  } catch (error) {
    const { code } = /** @type {{ code?: string }} */ (error);
    if (code === 'crashed' || code === 'cancelled') throw error;
    return undefined;
  }
}
