/**
 * @file The worker that reads texts closely and is then ended: the only module that knows the
 * reader's module.
 * @import { Ask, Told } from './closely.js'
 */

import { Pack, initSync } from '../../pkg/undertone-reader.js';

/**
 * The worker's global object, as far as it is used: the page's types know only the page's own.
 * @typedef {object} Scope
 * @property {(type: 'message', listener: (event: MessageEvent) => void) => void} addEventListener
 * @property {(message: Told, options?: { transfer: Transferable[] }) => void} postMessage
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));

/** Milliseconds between two words of progress, at least. */
const STEP_MS = 150;

scope.addEventListener('message', ({ data }) => {
  const told = answer(data);
  scope.postMessage(told, { transfer: told.read ? [/** @type {ArrayBuffer} */ (told.read.vectors.buffer)] : [] });
});

/**
 * @param {Ask} ask
 * @returns {Told}
 */
function answer({ module, pack, sha256, texts }) {
  try {
    initSync({ module });
    const reader = new Pack(new Uint8Array(pack));
    if (reader.sha256 !== sha256) {
      const message = 'The pack for close reading is not the one that belongs to this page: reload the page';
      return { error: { code: 'damaged-pack', message } };
    }
    let last = performance.now();
    const vectors = reader.embed(texts, (/** @type {number} */ done) => {
      if (performance.now() - last < STEP_MS) return;
      last = performance.now();
      scope.postMessage({ done });
    });
    return { read: { vectors, dims: reader.dims, pack: sha256 } };
  } catch (error) {
    const { code, message } = /** @type {{ code?: unknown, message: string }} */ (error);
    if (typeof code === 'string') return { error: { code, message } };
    return { error: { code: 'crashed', message: `The reader stopped unexpectedly: ${message}` } };
  }
}
