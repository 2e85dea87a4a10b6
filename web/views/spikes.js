/** @file Spikes: what rose beyond its history, the human rule and the evidence side by side. */

/** @import { SpikesView, SpikeView } from '../engine/types/evidence.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { readable, valueName, wireFilter } from '../app/filter.js';
import { formatCount, formatDay, formatMoney, formatP, formatPeriod, formatPlural, formatRatio, formatShortDay } from '../lib/format.js';
import { gradually } from './gradually.js';
import { answered, emptyState, footnotes, opener, spark, viewHead } from './parts.js';
import { quoteBlock } from './verbatim.js';

/** @param {Context} ctx */
export function spikesView(ctx) {
  const answer = ctx.ask('spikes', wireFilter(ctx.state.filter));
  return html`
    ${viewHead('Spikes', 'Volume, not averages: a bug that hits one user in twenty hardly moves the mean, but its words multiply.')}
    ${answered(answer, (view) => show(ctx, view))}`;
}

/**
 * @param {Context} ctx
 * @param {SpikesView} view
 */
function show(ctx, view) {
  if (view.unavailable) return emptyState('No scan was possible', view.unavailable);
  if (view.spikes.length === 0) {
    return html`${emptyState('No spike', `${formatPlural(view.nScanned, 'series', 'series')} scanned; none rose beyond its history.`)}${footnotes(view.footnotes)}`;
  }
  const open = view.spikes.find(({ id }) => id === ctx.state.open) ?? view.spikes[0];
  return html`<div class="ut-split">
      <ol class="ut-list" aria-label="Spikes">${gradually(view.spikes, ({ id }) => id, (spike) => html`<li>${line(ctx, spike, spike === open)}</li>`)}</ol>
      ${open ? detail(ctx, view, open) : nothing}
    </div>
    ${footnotes(view.footnotes)}`;
}

/**
 * @param {Context} ctx
 * @param {SpikeView} spike
 * @param {boolean} isOpen
 */
function line(ctx, spike, isOpen) {
  return html`<button type="button" class="ut-list-item" aria-current=${isOpen} data-evident=${spike.isEvident}
    @click=${() => ctx.go({ open: spike.id }, 'replace')}>
    <span class="ut-list-title">${subjectName(spike)}</span>
    <span class="ut-list-figure">${formatRatio(spike.ratio)}</span>
    <span class="ut-muted">${[spike.area, `${formatCount(spike.count)} against ${formatCount(spike.previous)}`, spike.isCurrent ? 'now' : `until ${formatShortDay(spike.to)}`].filter(Boolean).join(' · ')}</span>
    ${spark(spike.weekly, 'Items a week')}
  </button>`;
}

/** @param {SpikeView} spike */
function subjectName({ subject }) {
  const name = readable(subject.name);
  return subject.segment ? `${name} (${valueName(subject.segment[1], subject.segment[0])})` : name;
}

/**
 * @param {Context} ctx
 * @param {SpikesView} view
 * @param {SpikeView} spike
 */
function detail(ctx, view, spike) {
  return html`<article class="ut-detail-pane" aria-labelledby="spike-title">
    <p class="ut-kicker" data-tone="alarm"><span class="ut-kind">${spike.isNew ? 'New' : 'Spike'}</span>
      ${spike.area ? html`<span>${spike.area}</span>` : nothing}
      ${spike.onset ? html`<span>likely since ${formatDay(spike.onset)}</span>` : nothing}</p>
    <h2 id="spike-title">${subjectName(spike)}</h2>
    <p class="ut-detail">${opener(ctx, formatPlural(spike.count, 'item'), spike.filter)} in ${formatPeriod(spike.from, spike.to)},
      ${formatCount(spike.previous)} in the 7 days before (${formatRatio(spike.ratio)}${interval(spike)}),
      ${formatCount(spike.monthBefore)} four weeks earlier${spike.monthRatio === null ? '' : ` (${formatRatio(spike.monthRatio)})`};
      ${spike.expected.toFixed(1)} expected.</p>
    <ut-chart .kind=${'spike'} .weeks=${view.weeks} .series=${spike}></ut-chart>
    <dl class="ut-verdicts">
      <div data-holds=${spike.ruleFires}><dt>Rule</dt><dd>${spike.ruleFires ? '✓ fires' : '✗ does not fire'}</dd></div>
      <div data-holds=${spike.isEvident}><dt>Evidence</dt><dd>${spike.isEvident ? '✓' : '✗'} ${formatP(spike.p)}, ${formatP(spike.q, 'q')} over ${formatPlural(view.nScanned, 'series', 'series')}</dd></div>
      <div><dt>Together</dt><dd>${spike.verdict}</dd></div>
      <div><dt>Exposure</dt><dd>${exposure(ctx, spike)}</dd></div>
      ${spike.terms.length > 0 ? html`<div><dt>Language</dt><dd>${spike.terms.join(', ')}</dd></div>` : nothing}
    </dl>
    <div class="ut-quotes">${spike.quotes.slice(0, 3).map(quoteBlock)}</div>
    <details><summary>Weekly numbers</summary><div class="ut-scroll"><table class="ut-table">
      <caption class="ut-hidden">Items a week, ${subjectName(spike)}</caption>
      <thead><tr><th scope="col">Week of</th><th scope="col" class="num">Items</th><th scope="col" class="num">Expected</th><th scope="col" class="num">Chance explains up to</th></tr></thead>
      <tbody>${view.weeks.map((week, idx) => html`<tr><th scope="row">${formatDay(week.start)}${week.isComplete ? '' : ' (incomplete)'}</th>
        <td class="num">${formatCount(spike.weekly[idx])}</td><td class="num">${fixed(spike.baseline[idx])}</td><td class="num">${fixed(spike.baselineHigh[idx])}</td></tr>`)}</tbody>
    </table></div></details>
  </article>`;
}

/**
 * Whom it touches, as far as the files say.
 * @param {Context} ctx
 * @param {SpikeView} spike
 */
function exposure({ work: { overview } }, { nAccounts, arr, nLow }) {
  const parts = [
    (overview?.nAccounts ?? 0) > 0 ? formatPlural(nAccounts, 'account') : '',
    arr === null ? '' : `${formatMoney(arr, overview?.currency)} ARR`,
    (overview?.nScored ?? 0) > 0 ? formatPlural(nLow, 'low score') : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'the files name no accounts and no scores';
}

/** @param {SpikeView} spike */
function interval({ ratioLow, ratioHigh }) {
  return ratioLow === null || ratioHigh === null ? '' : `, 95 % ${formatRatio(ratioLow)} to ${formatRatio(ratioHigh)}`;
}

/** @param {number | null | undefined} value */
function fixed(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(1) : '–';
}
