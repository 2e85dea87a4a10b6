/** @file Spikes: what rose beyond its history, what would have been raised, and what is new. */

/** @import { SpikesView, SpikeView } from '../engine/types/evidence.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { spikeName, wireFilter } from '../app/filter.js';
import { formatCount, formatPlural, formatRatio, formatShortDay } from '../lib/format.js';
import { historyView } from './alerts.js';
import { gradually } from './gradually.js';
import { newsView, shipped } from './news.js';
import { answered, emptyState, footnotes, spark, viewHead } from './parts.js';
import { spikeDetail } from './spike.js';

/** What the view shows, with its code in a link. */
const PARTS = /** @type {const} */ ([['', 'Spikes'], ['history', 'History'], ['news', 'New words, releases']]);

/** @param {Context} ctx */
export function spikesView(ctx) {
  const part = ctx.state.rows;
  return html`
    ${viewHead('Spikes', 'Volume, not averages: a bug that hits one user in twenty hardly moves the mean, but its words multiply.')}
    <div class="ut-segmented ut-parts" role="group" aria-label="Part of the view">${PARTS.map(([code, name]) => html`
      <button type="button" aria-pressed=${code === part} @click=${() => ctx.go({ rows: code, measure: '', open: '' })}>${name}</button>`)}</div>
    ${part === 'history' ? historyView(ctx) : part === 'news' ? newsView(ctx) : spikesNow(ctx)}`;
}

/** @param {Context} ctx */
function spikesNow(ctx) {
  return answered(ctx.ask('spikes', wireFilter(ctx.state.filter)), (view) => show(ctx, view));
}

/**
 * @param {Context} ctx
 * @param {SpikesView} view
 */
function show(ctx, view) {
  if (view.unavailable) return emptyState('No scan was possible', view.unavailable);
  if (view.spikes.length === 0) {
    return html`${emptyState('No spike', `${formatPlural(view.nScanned, 'theme, area, category or segment', 'themes, areas, categories and segments')} scanned; none rose beyond its history. History shows what earlier weeks would have raised.`)}${footnotes(view.footnotes)}`;
  }
  const open = view.spikes.find(({ id }) => id === ctx.state.open) ?? view.spikes[0];
  return html`<div class="ut-split">
      <ol class="ut-list" aria-label="Spikes">${gradually(view.spikes, ({ id }) => id, (spike) => html`<li>${line(ctx, spike, spike === open)}</li>`)}</ol>
      ${open ? spikeDetail(ctx, view, open, shipped(view.releases)) : nothing}
    </div>
    ${footnotes(view.footnotes)}`;
}

/** The ratio from which on the rule fires. */
const RULE = 3;

/** Where the week before rose already, its history says more than that week. */
const CLEAR = 2;

/**
 * What a spike is by the week before, or by its history where that week does not show it.
 * @param {SpikeView} spike
 * @returns {{ figure: number | null, against: string }}
 */
function headline({ count, previous, ratio, monthBefore, monthRatio, expected, isEvident, ruleFires }) {
  const n = formatCount(count);
  const isByMonth = ruleFires && ratio !== null && ratio < RULE && (monthRatio === null || monthRatio >= RULE);
  if (isByMonth) return { figure: monthRatio, against: `${n} against ${formatCount(monthBefore)} four weeks before` };
  if (ratio === null || ratio >= CLEAR || !isEvident || expected < 0.05) {
    return { figure: ratio, against: `${n} against ${formatCount(previous)}` };
  }
  return { figure: count / expected, against: `${n}, ${expected.toFixed(1)} expected` };
}

/**
 * @param {Context} ctx
 * @param {SpikeView} spike
 * @param {boolean} isOpen
 */
function line(ctx, spike, isOpen) {
  const { figure, against } = headline(spike);
  const alone = spike.ruleFires === spike.isEvident ? '' : spike.ruleFires ? '≠ rule only' : '≠ evidence only';
  return html`<button type="button" class="ut-list-item" aria-current=${isOpen} data-evident=${spike.isEvident}
    @click=${() => ctx.go({ open: spike.id }, 'replace')}>
    <span class="ut-list-title">${spikeName(spike)}</span>
    <span class="ut-list-figure">${formatRatio(figure)}</span>
    <span class="ut-muted">${[spike.area, against, spike.isCurrent ? 'now' : `until ${formatShortDay(spike.to)}`].filter(Boolean).join(' · ')}
      ${alone ? html`<span class="ut-disagrees">${alone}</span>` : nothing}</span>
    ${spark(spike.weekly, 'Items a week')}
  </button>`;
}
