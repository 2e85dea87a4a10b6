/** @file What the last import changed about the themes, and what it suggests to merge. */

/** @import { ChangeView, ThemesView, ThemeView } from '../engine/types/theme.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { formatPlural } from '../lib/format.js';

/** Changes that are shown at once. */
const SHOWN = 3;

/**
 * @param {Context} ctx
 * @param {ThemesView} view
 */
export function changeList(ctx, view) {
  const lines = view.changes.flatMap((change) => line(ctx, view, change) ?? []);
  if (lines.length === 0) return nothing;
  const rest = lines.slice(SHOWN);
  return html`<section class="ut-news" aria-labelledby="news-title"><h2 class="ut-section" id="news-title">Since the last import</h2>
    <ul>${lines.slice(0, SHOWN)}</ul>
    ${rest.length > 0 ? html`<details><summary>${rest.length} more</summary><ul>${rest}</ul></details>` : nothing}</section>`;
}

/**
 * One change; nothing of one whose themes are no longer there or not under the filter.
 * @param {Context} ctx
 * @param {ThemesView} view
 * @param {ChangeView} change
 */
function line(ctx, view, { kind, themes: ids, text }) {
  const themes = view.themes.filter(({ id }) => ids.includes(id));
  const [first] = themes;
  if (ids.length > 0 && !first) return undefined;
  if (kind === 'merged') return themes.length > 1 ? merger(ctx, themes) : undefined;
  return html`<li>${first ? opener(ctx, first, text) : text}
    ${kind === 'split' && first ? html`<button type="button" class="ut-link" @click=${() => ctx.decide('split', first)}>Split …</button>` : nothing}</li>`;
}

/**
 * Themes that would now be found as one: the smaller ones go into the largest, one by one.
 * @param {Context} ctx
 * @param {ThemeView[]} themes Largest first.
 */
function merger(ctx, themes) {
  const [into, ...others] = themes;
  const last = others.at(-1);
  const n = themes.reduce((sum, own) => sum + own.n, 0);
  return html`<li>${themes.map((own, idx) => html`${idx > 0 ? ', ' : ''}${opener(ctx, own, own.name)}`)} would now be found as one theme of ${formatPlural(n, 'item')}.
    <button type="button" class="ut-link" @click=${() => ctx.decide('merge', last, [], into?.id)}>${others.length > 1 ? html`Merge ${last?.name} …` : 'Merge …'}</button></li>`;
}

/**
 * @param {Context} ctx
 * @param {ThemeView} theme
 * @param {string} text
 */
function opener(ctx, { id }, text) {
  return html`<button type="button" class="ut-number" @click=${() => ctx.go({ open: id, rows: '', measure: 'all' }, 'replace')}>${text}</button>`;
}
