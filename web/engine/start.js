/**
 * @file Starts the engine's worker so that the page's Content-Security-Policy binds it: from a
 * `blob:` of the bundled worker, with the module compiled here and sent over.
 */

import { errorOf } from './line.js';

/**
 * The one Trusted Types policy of the page: it lets through our own `blob:` URLs only.
 * @type {{ createScriptURL(url: string): any } | undefined}
 */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('undertone', {
  /** @param {string} url */
  createScriptURL(url) {
    if (url.startsWith(`blob:${location.origin}/`) || url.startsWith('blob:null/')) return url;
    throw new TypeError('only the engine may be started');
  },
});

/**
 * The bundled worker's source, as a function that starts a worker of it.
 * @param {string} url
 * @returns {Promise<() => Worker>}
 */
export async function loadWorker(url) {
  const source = await (await fetched(url)).text();
  const blob = new Blob([source], { type: 'text/javascript' });
  return () => {
    const address = URL.createObjectURL(blob);
    const worker = new Worker(policy ? policy.createScriptURL(address) : address, {
      name: 'undertone',
    });
    // The worker has its script by its first message at the latest; until then the URL must live.
    worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
    return worker;
  };
}

/**
 * The engine, compiled while it is still arriving where the host names its type rightly.
 * @param {string} url
 * @returns {Promise<WebAssembly.Module>}
 */
export async function loadModule(url) {
  const response = await fetched(url);
  if (response.headers.get('content-type') === 'application/wasm') {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** @param {string} url */
async function fetched(url) {
  /** @type {globalThis.Response | undefined} */
  let response;
  try {
    response = await fetch(url);
  } catch {
    // Offline or refused: said below.
  }
  if (response?.ok) return response;
  const file = new URL(url).pathname.split('/').pop();
  throw errorOf('engine-missing', `${file} could not be loaded: reload the page`);
}
