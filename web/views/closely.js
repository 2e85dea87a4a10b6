/** @file “Read more closely”: what it does, how far it is, and what came of it. */

/** @import { Context } from '../app/context.js' */
import { html } from 'lit';

/** Loaded with the first view of themes. @type {Promise<unknown> | undefined} */
let element;

/** @param {Context} ctx */
export function closeReading(ctx) {
  element ??= import('../elements/ut-closely.js').catch(() => (element = undefined));
  return html`<ut-closely .work=${ctx.work} .reading=${ctx.work.overview?.provenance.reading ?? null}></ut-closely>`;
}
