/** @file The script of the bare test page: puts an EngineClient where tests find it. */

import { EngineClient } from '../../web/engine/client.js';

/** What was told, by event. @type {Record<string, unknown[]>} */
const told = { progress: [], restart: [], restored: [], lost: [], project: [], timing: [] };
const engine = new EngineClient();
for (const [name, list] of Object.entries(told)) {
  engine.addEventListener(name, (event) => {
    list.push(/** @type {CustomEvent} */ (event).detail);
  });
}

/**
 * A file of the site, as a drop would bring it.
 * @param {string} path
 */
async function fileOf(path) {
  const response = await fetch(path);
  return new File([await response.blob()], path.split('/').at(-1) ?? path);
}

/** Opens the sample and analyses it. */
async function openSample() {
  for (const name of ['feedback.csv', 'accounts.csv']) {
    await engine.open(name, await fileOf(`sample/${name}`));
  }
  return engine.analyse();
}

Object.assign(globalThis, { engine, told, fileOf, openSample });
