/**
 * @file Unpacks workbooks, JSON, web pages and archives in a worker of their own: a hostile file can
 * take nothing down with it, and the memory it needed is given back.
 * @import { FileData, PackedTable } from './protocol.js'
 */

import { errorOf } from './line.js';
import { loadModule, loadWorker } from './start.js';

// The names of the built files; the bundler puts them in.
/* global UNDERTONE_IMPORT_WORKER, UNDERTONE_IMPORT_WASM */
const WORKER = typeof UNDERTONE_IMPORT_WORKER === 'string' ? UNDERTONE_IMPORT_WORKER : 'import-worker.js';
const WASM = typeof UNDERTONE_IMPORT_WASM === 'string' ? UNDERTONE_IMPORT_WASM : 'import.wasm';

/** A file on which the worker is busy for longer is given up. */
const LIMIT_MS = 120_000;

/**
 * One question to the worker, which answers once.
 * @typedef {{ module: WebAssembly.Module, name: string, data: Blob }} Ask
 * @typedef {{ tables?: { name: string, data: PackedTable }[], error?: { code: string, message: string } }} Told
 */

/** @type {Promise<{ spawn: () => Worker, module: WebAssembly.Module }> | undefined} */
let tool;

/**
 * The tables of a file; the file itself where it is delimited text after all.
 * @param {string} name
 * @param {Blob} data
 * @param {AbortSignal} signal Ends it.
 * @returns {Promise<{ name: string, data: FileData }[]>}
 */
export async function unpack(name, data, signal) {
  tool ??= load().catch((error) => {
    tool = undefined;
    throw error;
  });
  const { spawn, module } = await tool;
  const worker = spawn();
  try {
    const { tables, error } = await answer(worker, { module, name, data }, signal);
    if (error) throw errorOf(error.code, error.message);
    return tables && tables.length > 0 ? tables : [{ name, data }];
  } finally {
    worker.terminate();
  }
}

async function load() {
  const at = (/** @type {string} */ name) => new URL(name, document.baseURI).href;
  const [spawn, module] = await Promise.all([loadWorker(at(WORKER)), loadModule(at(WASM))]);
  return { spawn, module };
}

/**
 * @param {Worker} worker
 * @param {Ask} ask
 * @param {AbortSignal} signal
 * @returns {Promise<Told>}
 */
function answer(worker, ask, signal) {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ error: { code: 'cancelled', message: 'Cancelled' } }));
    const lose = () => {
      const message = `"${ask.name}" could not be unpacked: it is damaged, or too large for this browser`;
      resolve({ error: { code: 'damaged-file', message } });
    };
    worker.addEventListener('message', ({ data }) => resolve(data));
    worker.addEventListener('error', lose);
    setTimeout(lose, LIMIT_MS);
    worker.postMessage(ask);
  });
}
