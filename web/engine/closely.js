/**
 * @file Close reading: fetches the pack once, checks it, keeps it in this browser where that is
 * allowed, and reads texts with it in a worker of their own.
 * @import { ProgressView } from './types/overview.js'
 * @import { Read, ReadKind } from './record.js'
 */

import { formatPlural } from '../lib/format.js';
import { errorOf } from './line.js';
import { fingerprint } from './record.js';
import { loadModule, loadWorker } from './start.js';

// The names of the built files and what the packs must be; the bundler puts them in.
/* global UNDERTONE_READER_WORKER, UNDERTONE_READER_WASM, UNDERTONE_READER_PACK, UNDERTONE_POLYGLOT_PACK */
const WORKER = typeof UNDERTONE_READER_WORKER === 'string' ? UNDERTONE_READER_WORKER : 'reader-worker.js';
const WASM = typeof UNDERTONE_READER_WASM === 'string' ? UNDERTONE_READER_WASM : 'reader.wasm';

/** @typedef {{ name: string, size: number, sha256: string }} Pack */

/**
 * The packs that belong to this page, or nothing where the page was built without: `closely` reads a
 * sample of English closely, `languages` reads all texts and knows six languages.
 * @type {Record<ReadKind, Pack | null>}
 */
export const PACKS = {
  closely: typeof UNDERTONE_READER_PACK === 'object' ? UNDERTONE_READER_PACK : null,
  languages: typeof UNDERTONE_POLYGLOT_PACK === 'object' ? UNDERTONE_POLYGLOT_PACK : null,
};

/** Where packs are kept in this browser. */
const CACHE = 'undertone-reader';

/**
 * One question to the worker, which tells how far it is and then answers.
 * @typedef {{ module: WebAssembly.Module, pack: ArrayBuffer, sha256: string, texts: string[] }} Ask
 * @typedef {{ done?: number, read?: Omit<Read, 'kind' | 'of'>, error?: { code: string, message: string } }} Told
 */

/**
 * The vectors of `texts`.
 * @param {ReadKind} kind With which pack.
 * @param {string[]} texts
 * @param {(progress: ProgressView) => void} onProgress
 * @param {AbortSignal} signal Ends it.
 * @returns {Promise<Read>}
 */
export async function read(kind, texts, onProgress, signal) {
  const own = PACKS[kind];
  if (!own) throw errorOf('no-pack', 'This page was built without the pack for close reading');
  const at = (/** @type {string} */ name) => new URL(name, document.baseURI).href;
  const tell = (/** @type {string} */ label, /** @type {number} */ done) =>
    onProgress({ stage: 'read', label, done, isDone: false });
  tell('Loading the reader', 0);
  const [spawn, module, pack] = await Promise.all([
    loadWorker(at(WORKER)), loadModule(at(WASM)),
    loadPack(at(own.name), own, (done) => tell('Loading the reader', done), signal),
  ]);
  stopIf(signal);
  const worker = spawn();
  try {
    const label = `Reading ${formatPlural(texts.length, 'text')}`;
    const told = await answer(worker, { module, pack, sha256: own.sha256, texts }, (done) => tell(label, done), signal);
    return { ...told, kind, of: fingerprint(texts) };
  } finally {
    worker.terminate();
  }
}

/** @param {AbortSignal} signal */
function stopIf(signal) {
  if (signal.aborted) throw errorOf('cancelled', 'Cancelled');
}

/**
 * The pack's bytes, from this browser or from beside the page. The reader itself checks the hash.
 * @param {string} url
 * @param {Pack} pack
 * @param {(done: number) => void} tell
 * @param {AbortSignal} signal
 * @returns {Promise<ArrayBuffer>}
 */
async function loadPack(url, { size, sha256 }, tell, signal) {
  const key = `${url}?sha256=${sha256}`;
  const kept = await (await cache())?.match(key).catch(() => undefined);
  if (kept) return kept.arrayBuffer();
  const bytes = await download(url, size, tell, signal);
  await keep(key, bytes);
  return bytes;
}

/** @returns {Promise<Cache | undefined>} Nothing where the browser keeps nothing. */
async function cache() {
  try {
    return await globalThis.caches?.open(CACHE);
  } catch {
    return undefined;
  }
}

/**
 * Keeps a pack in this browser, in the place of an older one.
 * @param {string} key
 * @param {ArrayBuffer} bytes
 */
async function keep(key, bytes) {
  try {
    const own = await cache();
    const [url] = key.split('?');
    for (const old of (await own?.keys()) ?? []) if (old.url.split('?')[0] === url) await own?.delete(old);
    await own?.put(key, new Response(bytes, { headers: { 'content-type': 'application/octet-stream' } }));
  } catch {
    // No room: it is loaded again next time.
  }
}

/**
 * @param {string} url
 * @param {number} size
 * @param {(done: number) => void} tell
 * @param {AbortSignal} signal
 * @returns {Promise<ArrayBuffer>}
 */
async function download(url, size, tell, signal) {
  const missing = () => errorOf('no-pack', 'The pack for close reading could not be loaded: try again, or ask who keeps this page');
  const response = await fetch(url, { signal }).catch(() => undefined);
  stopIf(signal);
  if (!response?.ok || !response.body) throw missing();
  const bytes = new Uint8Array(size);
  let at = 0;
  try {
    for (const reader = response.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > size) throw missing();
      bytes.set(value, at);
      at += value.length;
      tell(at / size);
    }
  } catch {
    stopIf(signal);
    throw missing();
  }
  if (at !== size) throw missing();
  return bytes.buffer;
}

/**
 * @param {Worker} worker
 * @param {Ask} ask
 * @param {(done: number) => void} tell
 * @param {AbortSignal} signal
 * @returns {Promise<Omit<Read, 'kind' | 'of'>>}
 */
function answer(worker, ask, tell, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(errorOf('cancelled', 'Cancelled')));
    worker.addEventListener('message', ({ data: { done, read: own, error } }) => {
      if (own) resolve(own);
      else if (error) reject(errorOf(error.code, error.message));
      else tell(done);
    });
    worker.addEventListener('error', ({ message }) => reject(errorOf('crashed', `The reader stopped unexpectedly: ${message}`)));
    worker.postMessage(ask, [ask.pack]);
  });
}
