/**
 * @file The analysis worker: the only module that knows the wasm module. One call at a time, in the
 * order of arrival.
 * @import { Api, Hello, Request, Response, WireError } from './protocol.js'
 * @import { FileView } from './types/file.js'
 * @import { ProgressView } from './types/overview.js'
 */

import { Session, Upload, initSync, newSeed } from '../../pkg/undertone.js';
import { upload } from './upload.js';

/**
 * The worker's global object, as far as it is used: the page's types know only the page's own.
 * @typedef {object} Scope
 * @property {(type: 'message', listener: (event: MessageEvent) => void) => void} addEventListener
 * @property {(message: Response, options: { transfer: Transferable[] }) => void} postMessage
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));

/** @type {Session} */
let session;

/** The last thing in the queue; calls are answered one after the other. */
let queue = Promise.resolve();

/** What was opened, for word of progress when it is read again. @type {Map<number, FileView>} */
const opened = new Map();

/** What an upload needs of the session. */
const engine = {
  room: (/** @type {ConstructorParameters<typeof Upload>} */ ...args) => new Upload(...args),
  preview: (/** @type {string} */ name, /** @type {Uint8Array} */ head) => session.preview(name, head),
  open: (/** @type {Parameters<Session['open']>} */ ...args) => session.open(...args),
};

/** @type {{ [M in keyof Api]: (call: Call, ...args: Parameters<Api[M]>) => Answer<M> }} */
const methods = {
  open: async (call, name, data) => {
    const view = await upload(engine, name, 'body' in data ? data.body : data, call.progress);
    opened.set(view.id, view);
    return view;
  },
  choose: (call, file, choices) => session.choose(file, choices, (/** @type {number} */ done) => {
    const { name = '', nBytes = 1 } = opened.get(file) ?? {};
    call.progress({ stage: 'read', label: `Reading ${name}`, done: Math.min(1, done / nBytes), isDone: false });
  }),
  close: (_, file) => (session.close(file), null),
  loadModel: async (_, data) => (session.loadModel(new Uint8Array(await new Response(data).arrayBuffer())), null),
  analyse(call, query) {
    let progress = session.analyse(query);
    call.progress(progress);
    while (!progress.isDone) progress = session.step(call.progress);
    return progress;
  },
  readingSample: (_, n) => session.readingSample(n),
  readClosely: (call, vectors, dims, pack) => session.readClosely(vectors, dims, pack, call.progress),
  textsToRead: () => session.textsToRead(),
  readLanguages: (call, vectors, dims, pack) => session.readLanguages(vectors, dims, pack, call.progress),
  overview: (_, filter) => session.overview(filter),
  findings: (_, filter) => session.findings(filter),
  themes: (_, filter) => session.themes(filter),
  table: (_, query) => session.table(query),
  spikes: (_, filter) => session.spikes(filter),
  impact: (_, query) => session.impact(query),
  drivers: (_, query) => session.drivers(query),
  surprises: (_, filter) => session.surprises(filter),
  alerts: (call, query) => session.alerts(query, call.progress),
  news: (_, query) => session.news(query),
  coverage: (_, filter) => session.coverage(filter),
  accounts: (_, filter) => session.accounts(filter),
  verbatims: (_, query) => session.verbatims(query),
  labels: (_, query) => session.labels(query),
  digest: (_, filter) => session.digest(filter),
  edit: (_, edit) => session.edit(edit),
  previewEdit: (_, edit) => session.previewEdit(edit),
  review: (_, filter) => session.review(filter),
  suggest: (_, text) => session.suggest(text),
  project: () => session.project(),
  restore: (_, json) => session.restore(json),
  export: (_, query) => session.export(query),
  newSeed: () => newSeed(),
};

/**
 * @typedef {{ progress: (view: ProgressView) => void }} Call
 */

/**
 * @template {keyof Api} M
 * @typedef {ReturnType<Api[M]> | Promise<ReturnType<Api[M]>>} Answer
 */

/** What works before the analysis has arrived. @type {(keyof Api)[]} */
const OPENING = ['open', 'close', 'project', 'newSeed'];

/** What the analysis finds of the engine in the part that opens files. @type {WebAssembly.Exports} */
let engineExports;

/** Settles once the analysis can be called; until then the page may end this worker. */
const arrived = new Promise((resolve) => {
  scope.addEventListener('message', ({ data }) => {
    if ('module' in data) hello(data);
    else if ('analysis' in data) resolve(new WebAssembly.Instance(data.analysis, { open: engineExports }));
    else queue = queue.then(() => answer(data));
  });
});

/** @param {Hello} hello */
function hello({ module }) {
  try {
    engineExports = /** @type {any} */ (initSync({ module }));
    session = new Session();
  } catch (error) {
    // Outside the queue's promise it becomes the worker's `error` event, which the page hears.
    setTimeout(() => {
      throw error;
    });
  }
}

/** @param {Request} request */
async function answer({ id, method, args }) {
  const begin = performance.now();
  try {
    if (!OPENING.includes(method)) await arrived;
    const call = { progress: (/** @type {ProgressView} */ view) => reply({ id, progress: view }) };
    // @ts-expect-error The client typed the pair; a union of tuples cannot say so here.
    const result = await methods[method](call, ...args);
    const response = { id, result, ms: performance.now() - begin };
    reply({ ...response, ...changedProject(method) }, buffersOf(method, result));
  } catch (error) {
    reply({ id, error: wireErrorOf(error) });
  }
}

/**
 * @param {Response} response
 * @param {Transferable[]} [transfer]
 */
function reply(response, transfer = []) {
  scope.postMessage(response, { transfer });
}

/**
 * The project file after a call that changes it, for the page to keep.
 * @param {keyof Api} method
 */
function changedProject(method) {
  if (!['analyse', 'edit', 'restore', 'choose', 'readClosely', 'readLanguages'].includes(method)) return {};
  return { project: new TextDecoder().decode(session.export({ kind: 'project.json' })) };
}

/**
 * The buffers of the typed arrays in a result: moved, not copied.
 * @param {keyof Api} method
 * @param {any} result
 * @returns {Transferable[]}
 */
function buffersOf(method, result) {
  if (method === 'export') return [result.buffer];
  if (method === 'table') {
    return Object.values(result)
      .filter(ArrayBuffer.isView)
      .map((view) => /** @type {ArrayBuffer} */ (view.buffer));
  }
  if (method !== 'spikes') return [];
  return result.spikes.flatMap((/** @type {any} */ spike) => [
    spike.baseline.buffer,
    spike.baselineHigh.buffer,
  ]);
}

/**
 * Errors lose their own properties when cloned, so name what crosses. What comes without a code is
 * a trap, and leaves the module unusable.
 * @param {any} error
 * @returns {WireError}
 */
function wireErrorOf(error) {
  const { name = 'Error', message = String(error), code = 'crashed' } = error ?? {};
  return { name, message, code: typeof code === 'string' ? code : 'crashed' };
}
