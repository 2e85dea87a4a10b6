/** @file The verbatims behind a number, with the themes that they are about. */

/** @import { Context } from '../app/context.js' */
/** @import { FullFilter } from '../app/filter.js' */
import { html, nothing } from 'lit';
import { describeFilter, fullFilter, valueName, wireFilter, withClause } from '../app/filter.js';
import { sentenceOf } from '../app/workspace.js';
import { download } from '../lib/clipboard.js';
import { formatCount, formatName, formatPlural } from '../lib/format.js';

/** Themes that are offered, the most frequent first. */
const MOST_THEMES = 6;

/**
 * @typedef {object} Tools
 * @property {number} revision Rises with each decision.
 * @property {() => void} close
 * @property {(item: { row: number, theme: string }) => void} notThis Takes an item out of a theme.
 */

/**
 * @param {Context} ctx
 * @param {Tools} tools
 */
export function drawer(ctx, { revision, close, notThis }) {
  const filter = fullFilter(ctx.state.drawer);
  const { overview } = ctx.work;
  const dimensions = overview?.dimensions ?? [];
  return html`<div class="ut-drawer" role="dialog" aria-labelledby="drawer-title">
    <ut-verbatims .filter=${filter} .description=${describeFilter(filter, dimensions, ctx.nameOf)} .themes=${themes(ctx, filter)}
      .currency=${overview?.currency ?? ''} .revision=${revision}
      .areas=${dimensions.find(({ key }) => key === 'area')?.values.flatMap(([area]) => area || []) ?? []}
      .load=${(/** @type {any} */ query) => ctx.work.verbatims({ ...query, filter: wireFilter(query.filter) })}
      @ut-close=${close}
      @ut-label=${(/** @type {CustomEvent} */ { detail }) => ctx.edit({ kind: 'set-label', ...detail },
        `${formatName(detail.dimension)} ${detail.value ? `set to ${valueName(detail.value)}` : 'as it was found'}. Ctrl+Z takes it back`)}
      @ut-use-filter=${() => ctx.go({ filter, drawer: undefined })}
      @ut-not-this=${(/** @type {CustomEvent} */ { detail }) => notThis(detail)}
      @ut-move=${(/** @type {CustomEvent} */ { detail }) => ctx.decide('move', undefined, [detail])}
      @ut-export=${() => void save(ctx, filter)}></ut-verbatims></div>`;
}

/**
 * What the rows are about: a cell of a table opens its themes, and each narrows the rows.
 * @param {Context} ctx
 * @param {FullFilter} filter
 */
function themes(ctx, filter) {
  const narrow = (/** @type {string[]} */ values) => ctx.go({ drawer: withClause(filter, 'theme', values) });
  if (filter.clauses.some(({ dimension }) => dimension === 'theme')) {
    const wider = withClause(filter, 'theme', []);
    if (Object.keys(wireFilter(wider)).length === 0) return nothing;
    return html`<p class="ut-drawer-themes"><button type="button" class="ut-quiet" @click=${() => narrow([])}>‹ All themes of these rows</button></p>`;
  }
  const query = { rows: 'theme', cols: null, measure: /** @type {const} */ ('count'), sort: /** @type {const} */ ('items'), maxRows: MOST_THEMES, filter: wireFilter(filter) };
  const { value } = ctx.ask('table', query, 'drawer-themes');
  if (!value || value.rows.length === 0 || value.rows.length + value.nHiddenRows < 2) return nothing;
  return html`<p class="ut-drawer-themes" role="group" aria-label="Themes of these rows">
    ${value.rows.map((theme, idx) => {
      const name = ctx.nameOf('theme', theme);
      const n = value.n[idx] ?? 0;
      return html`<button type="button" class="ut-pill" aria-label="${name}: ${formatPlural(n, 'item')}, show only these"
        @click=${() => narrow([theme])}>${name} <b>${formatCount(n)}</b></button>`;
    })}${value.nHiddenRows > 0 ? html`<span class="ut-muted">and ${formatPlural(value.nHiddenRows, 'more theme')}</span>` : nothing}</p>`;
}

/**
 * @param {Context} ctx
 * @param {FullFilter} filter
 */
async function save(ctx, filter) {
  try {
    const bytes = await ctx.work.export({ kind: 'items.csv', filter: wireFilter(filter) });
    download('undertone_items.csv', new Uint8Array(bytes), 'text/csv');
  } catch (error) {
    ctx.work.say(sentenceOf(error));
  }
}
