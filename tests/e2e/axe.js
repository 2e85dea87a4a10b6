/** @file Whom a page shuts out, by the rules that axe knows. */

import { readFileSync } from 'node:fs';

/** @import { Scene } from './stage.js' */

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/**
 * What axe finds wrong with the page as it is now.
 * @param {Scene} t
 * @param {string} place
 */
export async function violations(t, place) {
  await t.page.evaluate(AXE);
  const found = await t.page.evaluate(async () => {
    // The tool is put into the page by the line above.
    const { axe } = /** @type {any} */ (globalThis);
    const { violations: list } = await axe.run(document);
    return list.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.slice(0, 3).map((/** @type {any} */ { html, failureSummary }) => `${html.slice(0, 140)} ${failureSummary.slice(0, 200)}`).join('\n    ')}`);
  });
  return found.map((/** @type {string} */ one) => `${place} ${one}`);
}
