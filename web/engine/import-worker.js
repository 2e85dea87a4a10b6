/**
 * @file The worker that unpacks one file and is then ended: the only module that knows the import
 * module.
 * @import { Ask, Told } from './unpack.js'
 */

import { initSync, unpack } from '../../pkg/undertone-import.js';

/**
 * The worker's global object, as far as it is used: the page's types know only the page's own.
 * @typedef {object} Scope
 * @property {(type: 'message', listener: (event: MessageEvent) => void) => void} addEventListener
 * @property {(message: Told) => void} postMessage
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));

scope.addEventListener('message', async ({ data }) => scope.postMessage(await told(data)));

/**
 * @param {Ask} ask
 * @returns {Promise<Told>}
 */
async function told({ module, name, data }) {
  try {
    const bytes = new Uint8Array(await data.arrayBuffer());
    initSync({ module });
    const tables = unpack(name, bytes).map(({ name: own, body, ...rest }) => ({
      name: own,
      data: { ...rest, body: new Blob([body]), size: body.length },
    }));
    return { tables };
  } catch (error) {
    const { code, message } = /** @type {{ code?: unknown, message: string }} */ (error);
    if (typeof code === 'string') return { error: { code, message } };
    // A trap, or no memory left.
    const what = `"${name}" could not be unpacked: it is damaged, or too large for this browser`;
    return { error: { code: 'damaged-file', message: what } };
  }
}
