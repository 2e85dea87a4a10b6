/** @file One filter over all views: period, dimensions, low scores, words. */

/** @import { DimensionView, OverviewView } from '../engine/types/overview.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { everything, isEverything, valueName, wireFilter, withClause } from '../app/filter.js';
import { addDays, formatCount, formatName, formatPeriod } from '../lib/format.js';
import { can } from '../app/capabilities.js';

/** @param {Context} ctx */
export function filterBar(ctx) {
  const { overview } = ctx.work;
  if (!overview) return nothing;
  const { filter } = ctx.state;
  const { value } = ctx.ask('overview', wireFilter(filter));
  const open = overview.dimensions.filter(({ key, nValues }) =>
    nValues > 1 && !filter.clauses.some(({ dimension }) => dimension === key));
  return html`<div class="ut-filter" role="search" aria-label="Filter over all views">
    ${can(overview, 'dates') ? period(ctx, overview) : nothing}
    ${filter.clauses.map(({ dimension, values }) => chip(ctx, overview, dimension, values))}
    <ut-popover label="+ Filter" hint="add a filter" kind="quiet"><div class="ut-menu ut-dimensions">
      ${open.map((dimension) => html`<details name="dimension"><summary>${formatName(dimension.name)} <span>${formatCount(dimension.nValues)}</span></summary>
        ${valueList(ctx, dimension, [])}</details>`)}
    </div></ut-popover>
    ${can(overview, 'scores') ? html`<button type="button" class="ut-toggle" aria-pressed=${filter.lowOnly}
      @click=${() => ctx.go({ filter: { ...filter, lowOnly: !filter.lowOnly } })}>Low scores only</button>` : nothing}
    <input type="search" id="search" class="ut-search" placeholder="Search verbatims" aria-label="Search verbatims"
      .value=${filter.search} @change=${(/** @type {Event} */ event) => {
        const { value: words } = /** @type {HTMLInputElement} */ (event.target);
        ctx.go({ filter: { ...ctx.state.filter, search: words.trim() } });
      }}>
    ${isEverything(filter) ? nothing : html`<span class="ut-filter-count">
      ${value ? html`${formatCount(value.nItems)} of ${formatCount(value.nAll)}` : '…'}
      <button type="button" class="ut-quiet" @click=${() => ctx.go({ filter: everything() })}>Clear</button></span>`}
  </div>`;
}

/**
 * @param {Context} ctx
 * @param {OverviewView} overview
 */
function period(ctx, { asOf, from, to }) {
  const { filter } = ctx.state;
  const last = asOf ?? to ?? '';
  /** @param {string} start @param {string} end */
  const set = (start, end) => ctx.go({ filter: { ...ctx.state.filter, from: start, to: end } });
  const isSet = filter.from !== '' || filter.to !== '';
  return html`<ut-popover label=${isSet ? formatPeriod(filter.from, filter.to) : 'Whole period'} hint="change the period">
    <div class="ut-menu">
      <button type="button" data-close @click=${() => set('', '')}>Whole period</button>
      ${[7, 28, 91].map((days) => html`<button type="button" data-close @click=${() => set(addDays(last, 1 - days), last)}>
        Last ${days === 91 ? '13 weeks' : days === 28 ? '4 weeks' : '7 days'}</button>`)}
      <label>From <input type="date" .value=${filter.from} min=${from ?? ''} max=${last} @change=${(/** @type {Event} */ event) =>
        set(/** @type {HTMLInputElement} */ (event.target).value, ctx.state.filter.to)}></label>
      <label>To <input type="date" .value=${filter.to} min=${from ?? ''} max=${last} @change=${(/** @type {Event} */ event) =>
        set(ctx.state.filter.from, /** @type {HTMLInputElement} */ (event.target).value)}></label>
    </div></ut-popover>`;
}

/**
 * @param {Context} ctx
 * @param {OverviewView} overview
 * @param {string} key
 * @param {readonly string[]} values
 */
function chip(ctx, { dimensions }, key, values) {
  const dimension = dimensions.find((one) => one.key === key);
  const name = formatName(dimension?.name ?? key);
  const text = values.length > 2 ? `${values.length} values` : values.map((value) => ctx.nameOf(key, value)).join(', ') || 'any';
  return html`<span class="ut-chip">
    <ut-popover kind="chip" label="${name}: ${text}" hint="change the filter">
      ${dimension ? valueList(ctx, dimension, values) : nothing}</ut-popover>
    <button type="button" aria-label="Remove filter ${name}"
      @click=${() => ctx.go({ filter: withClause(ctx.state.filter, key, []) })}>✕</button></span>`;
}

/**
 * @param {Context} ctx
 * @param {DimensionView} dimension
 * @param {readonly string[]} chosen
 */
function valueList(ctx, { key, values, nValues, nMissing }, chosen) {
  /** @type {[string, number][]} */
  const all = nMissing > 0 ? [...values, ['', nMissing]] : values;
  return html`<fieldset class="ut-values"><legend class="ut-hidden">Values</legend>
    ${all.map(([value, n]) => html`<label><input type="checkbox" .checked=${chosen.includes(value)}
      @change=${(/** @type {Event} */ event) => {
        const now = ctx.state.filter.clauses.find(({ dimension }) => dimension === key)?.values ?? [];
        const { checked } = /** @type {HTMLInputElement} */ (event.target);
        const next = checked ? [...now, value] : now.filter((one) => one !== value);
        ctx.go({ filter: withClause(ctx.state.filter, key, next) });
      }}><span>${value === '' ? valueName('') : ctx.nameOf(key, value)}</span> <span class="ut-muted">${formatCount(n)}</span></label>`)}
    ${nValues > values.length ? html`<p class="ut-note">${formatCount(nValues - values.length)} smaller values are not listed</p>` : nothing}
  </fieldset>`;
}
