/** @file Undertone as a contestant: its own client over the built worker and module. */

import { EngineClient } from '../../../web/engine/client.js';
import { stand } from './page.js';

/** @import { FileView } from '../../../web/engine/types/file.js' */

const engine = new EngineClient();
/** @type {FileView | undefined} */ let view;

stand({
  prepare: () => engine.start(),
  async open(file) {
    view = await engine.open(file.name, file);
  },
  async check() {
    const column = (/** @type {string} */ name) => view?.columns.find((own) => own.name === name);
    // Sums are not part of what the engine says about a file; the native run compares them.
    return {
      rows: view?.nRows ?? 0,
      csatMissing: column('csat')?.nMissing ?? 0,
      areas: column('product_area')?.nDistinct ?? 0,
    };
  },
  async close() {
    if (view) await engine.close(view.id);
  },
});

Object.assign(globalThis, { engine });
