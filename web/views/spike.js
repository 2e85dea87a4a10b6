/** @file One spike: what is compared, the human rule and the evidence side by side, and the chart. */

/** @import { ReleaseView, SpikesView, SpikeView } from '../engine/types/evidence.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { spikeName, subjectName } from '../app/filter.js';
import { addDays, formatCount, formatDay, formatMoney, formatP, formatPeriod, formatPlural, formatRatio, NONE } from '../lib/format.js';
import { opener } from './parts.js';
import { quoteBlock } from './verbatim.js';

/**
 * @param {Context} ctx
 * @param {SpikesView} view
 * @param {SpikeView} spike
 * @param {readonly ReleaseView[]} releases
 */
export function spikeDetail(ctx, view, spike, releases) {
  return html`<article class="ut-detail-pane" aria-labelledby="spike-title">
    <p class="ut-kicker" data-tone=${spike.isEvident ? 'alarm' : nothing}><span class="ut-kind">${spike.isNew ? 'New' : 'Spike'}</span>
      ${spike.area ? html`<span>${spike.area}</span>` : nothing}
      ${spike.onset ? html`<span>likely since ${formatDay(spike.onset)}</span>` : nothing}
      <span>${spike.isCurrent ? 'going on' : `over since ${formatDay(spike.to)}`}</span></p>
    <h2 id="spike-title">${spikeName(spike)}</h2>
    ${spike.called ? html`<p class="ut-note">Part of the theme “${subjectName(spike.subject)}”, whose name few of these items say.</p>` : nothing}
    ${sides(spike)}
    ${comparison(ctx, spike)}
    <ut-chart .weeks=${view.weeks} .series=${spike} .releases=${releases}></ut-chart>
    ${legend(view, spike, releases)}
    <dl class="ut-verdicts">
      <div><dt>Exposure</dt><dd>${exposure(ctx, spike)}</dd></div>
      ${spike.meanShift ? html`<div><dt>The average</dt><dd>${spike.meanShift}</dd></div>` : nothing}
      ${spike.also.length > 0 ? html`<div><dt>With it rose</dt><dd>${spike.also.map(subjectName).join(', ')}</dd></div>` : nothing}
      ${spike.terms.length > 0 ? html`<div><dt>Language</dt><dd>${spike.terms.join(', ')}</dd></div>` : nothing}
    </dl>
    <div class="ut-quotes">${spike.quotes.slice(0, 3).map(quoteBlock)}</div>
    <details><summary>Weekly numbers</summary><div class="ut-scroll"><table class="ut-table">
      <caption class="ut-hidden">Items a week, ${spikeName(spike)}</caption>
      <thead><tr><th scope="col">Week of</th><th scope="col" class="num">Items</th><th scope="col" class="num">Expected</th><th scope="col" class="num">Chance explains up to</th></tr></thead>
      <tbody>${view.weeks.map((week, idx) => html`<tr><th scope="row">${formatDay(week.start)}${week.isComplete ? '' : ' (incomplete)'}</th>
        <td class="num">${formatCount(spike.weekly[idx])}</td><td class="num">${fixed(spike.baseline[idx])}</td><td class="num">${fixed(spike.baselineHigh[idx])}</td></tr>`)}</tbody>
    </table></div></details>
  </article>`;
}

/**
 * The human rule and the evidence, and whether they agree.
 * @param {SpikeView} spike
 */
function sides(spike) {
  const isTested = Number.isFinite(spike.p ?? NaN);
  const days = formatPlural(spike.window, 'day');
  return html`<div class="ut-sides" data-agree=${spike.ruleFires === spike.isEvident}>
    <section data-holds=${spike.ruleFires}><h3>Rule</h3>
      <p class="ut-side-mark">${spike.ruleFires ? '✓ fires' : '✗ silent'}</p>
      <p>at least 5 items, 3× the week before or the same days four weeks before</p></section>
    <section data-holds=${spike.isEvident}><h3>Evidence</h3>
      <p class="ut-side-mark">${spike.isEvident ? '✓ strong' : isTested ? '✗ weak' : '– no test'}</p>
      <p>${isTested ? html`${formatP(spike.p)}, ${formatP(spike.q, 'q')} over ${formatPlural(spike.nFamily, 'series', 'series')}; clearest in a window of ${days}` : 'fewer than three earlier weeks to compare with'}</p></section>
    <p class="ut-sides-verdict">${verdict(spike, isTested)}</p>
  </div>`;
}

/**
 * @param {SpikeView} spike
 * @param {boolean} isTested
 */
function verdict({ ruleFires, isEvident, count }, isTested) {
  if (ruleFires && isEvident) return 'Rule and evidence agree.';
  if (!ruleFires && !isEvident) return 'Neither rule nor evidence speaks.';
  if (isEvident) {
    const why = count < 5 ? 'It has fewer than 5 items' : 'It is less than 3× either week';
    return `≠ They disagree: the rule would miss it. ${why}, but more than its history makes likely.`;
  }
  return isTested
    ? '≠ They disagree: the rule fires, but its history makes a count like this likely enough. Watch it before you act.'
    : '≠ Only the rule can speak: the history is too short for a test.';
}

/**
 * What the count is compared with, each with its ratio and interval.
 * @param {Context} ctx
 * @param {SpikeView} spike
 */
function comparison(ctx, spike) {
  const { from, to, count, expected } = spike;
  /** @param {string} name @param {string} days @param {unknown} n @param {unknown} ratio @param {unknown} [range] */
  const row = (name, days, n, ratio, range) => html`<tr><th scope="row">${name} <span class="ut-muted">${days}</span></th>
    <td class="num">${n}</td><td class="num">${ratio}</td><td class="num ut-muted">${range}</td></tr>`;
  return html`<div class="ut-scroll"><table class="ut-table ut-comparison">
    <caption class="ut-hidden">What the seven days are compared with</caption>
    <thead><tr><th scope="col">Seven days</th><th scope="col" class="num">Items</th><th scope="col" class="num">Now against it</th><th scope="col" class="num">95 % interval</th></tr></thead>
    <tbody>
      ${row('Now', formatPeriod(from, to), opener(ctx, formatCount(count), spike.filter, 'items of the seven days'), '', '')}
      ${row('The week before', formatPeriod(addDays(from, -7), addDays(to, -7)), formatCount(spike.previous), formatRatio(spike.ratio), range(spike.ratioLow, spike.ratioHigh))}
      ${row('Four weeks before', formatPeriod(addDays(from, -28), addDays(to, -28)), formatCount(spike.monthBefore), formatRatio(spike.monthRatio), range(spike.monthLow, spike.monthHigh))}
      ${row('Expected', 'by its history', expected.toFixed(1), expected > 0.05 ? formatRatio(count / expected) : '', '')}
    </tbody></table></div>`;
}

/**
 * An interval of a ratio.
 * @param {number | null} low
 * @param {number | null} high
 */
function range(low, high) {
  if (low === null) return NONE;
  return high === null ? `above ${formatRatio(low)}` : `${formatRatio(low)} to ${formatRatio(high)}`;
}

/**
 * @param {SpikesView} view
 * @param {SpikeView} spike
 * @param {readonly ReleaseView[]} releases
 */
function legend(view, spike, releases) {
  const hasBand = Array.from(spike.baselineHigh).some(Number.isFinite);
  /** @param {string} kind @param {string} name */
  const key = (kind, name) => html`<span class="ut-series-key" data-kind=${kind}>${name}</span>`;
  return html`<p class="ut-legend ut-series-keys">
    ${key('line', 'items a week')}
    ${hasBand ? html`${key('expected', 'expected')}${key('band', 'what chance explains')}` : nothing}
    ${key('window', 'the seven days')}
    ${spike.onset ? key('onset', 'likely onset') : nothing}
    ${view.weeks.some(({ isComplete }) => !isComplete) ? key('open', 'incomplete week') : nothing}
    ${releases.length > 0 ? key('release', 'release') : nothing}
  </p>${hasBand ? nothing : html`<p class="ut-note">No band: a baseline needs eight earlier weeks.</p>`}`;
}

/**
 * Whom it touches, as far as the files say.
 * @param {Context} ctx
 * @param {SpikeView} spike
 */
function exposure({ work: { overview } }, { nAccounts, arr, nLow }) {
  const parts = [
    (overview?.nAccounts ?? 0) > 0 ? formatPlural(nAccounts, 'distinct account') : '',
    arr === null ? '' : `${formatMoney(arr, overview?.currency)} ARR`,
    (overview?.nScored ?? 0) > 0 ? formatPlural(nLow, 'low score') : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'the files name no accounts and no scores';
}

/** @param {number | null | undefined} value */
function fixed(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(1) : NONE;
}
