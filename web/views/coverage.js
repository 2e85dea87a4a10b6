/** @file Coverage: which segments are heard well enough to conclude anything. */

/** @import { CoverageSegmentView, CoverageView, RepresentationView } from '../engine/types/evidence.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { wireFilter } from '../app/filter.js';
import { formatCount, formatMoney, formatName, formatP, formatPlural, formatShare } from '../lib/format.js';
import { barsOf, scaleOf } from './bars.js';
import { answered, emptyState, footnotes, opener, viewHead } from './parts.js';

/** @param {Context} ctx */
export function coverageView(ctx) {
  const answer = ctx.ask('coverage', wireFilter(ctx.state.filter));
  return html`
    ${viewHead('Coverage', 'Whom you have not heard. Seek more voices in the flagged segments before you decide for them.')}
    ${answered(answer, (view) => show(ctx, view))}`;
}

/**
 * @param {Context} ctx
 * @param {CoverageView} view
 */
function show(ctx, view) {
  if (view.segments.length === 0) return emptyState('No segments', 'The data has no plan, region, industry, product or area to cut by. An accounts file beside it brings them.');
  /** @type {Map<string, CoverageSegmentView[]>} */
  const byDimension = new Map();
  for (const segment of view.segments) {
    const list = byDimension.get(segment.dimension) ?? [];
    byDimension.set(segment.dimension, [...list, segment]);
  }
  const isKnown = view.representation.length > 0;
  return html`<p class="ut-legend">
      <span>reached: how sure a share is to lie within ±10 points</span><span>⚑ too few to conclude</span><span>gap: the digest names it, under 10 items</span>
      ${isKnown ? html`<span><i class="ut-key is-more"></i> share of voices</span><span><i class="ut-key is-rest"></i> share of accounts</span>` : nothing}</p>
    <div class="ut-coverage">${[...byDimension].map(([key, segments]) =>
      dimension(ctx, segments, view.representation.find((one) => one.dimension === key), view.representation.length))}</div>
    ${isKnown ? nothing : html`<p class="ut-note">Whether those who speak are a fair sample of all accounts cannot be said: an accounts file beside the feedback says who there is.</p>`}
    ${footnotes(view.footnotes)}`;
}

/**
 * @param {Context} ctx
 * @param {readonly CoverageSegmentView[]} segments
 * @param {RepresentationView | undefined} fair
 * @param {number} nTests Dimensions for which that was tested.
 */
function dimension(ctx, segments, fair, nTests) {
  const name = formatName(segments[0]?.dimensionName ?? '');
  const red = segments.filter((segment) => segment.flag === 'red' && !isWhole(segment)).length;
  const hasAccounts = segments.some(({ nAccounts, population }) => nAccounts > 0 || population !== null);
  const hasSilent = segments.some(({ silentArr }) => (silentArr ?? 0) > 0);
  const at = scaleOf(segments.flatMap(({ n, shareOfVoices, shareOfAccounts }) => (fair ? [shareOfVoices, shareOfAccounts] : [n])));
  return html`<section><h2 class="ut-section">${name} ${red > 0 ? html`<span class="is-alarm">${formatPlural(red, 'segment needs', 'segments need')} more voices</span>` : nothing}</h2>
    ${fair ? html`<p class="ut-note"><b data-tone=${fair.q <= 0.05 ? 'bad' : nothing}>${fair.verdict}</b>
      ${formatPlural(fair.nSpoke, 'account')} of ${formatCount(fair.nAccounts)} spoke; Cramér’s V ${fair.v.toFixed(2)}, chi-square ${fair.chi2.toFixed(1)} ${fair.nDealt > 0 ? html`against ${formatPlural(fair.nDealt, 'random table')} of the same totals` : html`at ${formatPlural(fair.df, 'degree', 'degrees')} of freedom`}, ${formatP(fair.p)}, ${formatP(fair.q, 'q')} over ${formatPlural(nTests, 'dimension')}.</p>` : nothing}
    <div class="ut-scroll"><table class="ut-table"><caption class="ut-hidden">Coverage by ${name}</caption>
      <thead><tr><th scope="col">${name}</th><th scope="col" class="num">Items</th>
        ${hasAccounts ? html`<th scope="col" class="num is-wide">Accounts</th>` : nothing}
        <th scope="col" class="ut-bar-col">${fair ? html`<span class="ut-hidden">Share of voices against share of accounts</span>` : html`<span class="ut-hidden">Bar</span>`}</th>
        ${hasSilent ? html`<th scope="col" class="num is-wide">Silent ARR</th>` : nothing}
        <th scope="col" class="num is-wide" title="Margin of error of a share, at 95 %, in points">± points</th>
        <th scope="col" class="num" title="Confidence that a share lies within ±10 points">Reached</th><th scope="col">Allows</th></tr></thead>
      <tbody>${segments.map((segment) => row(ctx, segment, at, { isFair: Boolean(fair), hasAccounts, hasSilent }))}</tbody></table></div></section>`;
}

/**
 * @param {Context} ctx
 * @param {CoverageSegmentView} segment
 * @param {(value: number) => number} at
 * @param {{ isFair: boolean, hasAccounts: boolean, hasSilent: boolean }} columns
 */
function row(ctx, segment, at, { isFair, hasAccounts, hasSilent }) {
  const { flag, shareOfVoices, shareOfAccounts, population } = segment;
  const bars = isFair ? [{ to: shareOfVoices ?? 0, kind: flag === 'red' ? 'bad' : 'is-more' }, { to: shareOfAccounts ?? 0, kind: 'is-rest' }]
    : [{ to: segment.n, kind: flag === 'red' ? 'bad' : 'is-more' }];
  const shares = `${formatShare(shareOfVoices)} of voices, ${formatShare(shareOfAccounts)} of accounts`;
  return html`<tr data-flag=${flag}>
    <th scope="row">${ctx.nameOf(segment.dimension, segment.value)}</th>
    <td class="num">${opener(ctx, formatCount(segment.n), segment.filter, `items of ${segment.value}`)}</td>
    ${hasAccounts ? html`<td class="num is-wide">${formatCount(segment.nAccounts)}${population !== null ? html` <span class="ut-muted">of ${formatCount(population)}</span>` : nothing}</td>` : nothing}
    <td class="ut-bar-col" title=${isFair ? shares : nothing}>${barsOf(at, bars)}${isFair ? html`<span class="ut-hidden">${shares}</span>` : nothing}</td>
    ${hasSilent ? html`<td class="num is-wide">${formatMoney(segment.silentArr, ctx.work.overview?.currency)}</td>` : nothing}
    <td class="num is-wide">${points(segment.margin)}</td>
    <td class="num">${formatShare(segment.reached)}<small class="ut-narrow ut-muted">±${points(segment.margin)} points</small></td>
    <td>${segment.confidence}${notes(segment)}</td></tr>`;
}

/** A margin in points. @param {number} share */
function points(share) {
  return (100 * share).toFixed(share < 0.0995 ? 1 : 0);
}

/** Whether nobody of a segment is left to ask. @param {CoverageSegmentView} segment */
function isWhole({ nAccounts, population }) {
  return population !== null && population > 0 && nAccounts >= population;
}

/**
 * What is wrong with a segment's voice, and how much is missing.
 * @param {CoverageSegmentView} segment
 */
function notes(segment) {
  const { flag, n, nAccounts, population, nNeeded, nForTen, isGap, confidence, isQuiet } = segment;
  const alarm = flag === 'red' && !isWhole(segment) ? `⚑ needs more voices: ${formatPlural(nNeeded, 'item')} to go` : '';
  const isOfAccounts = population !== null;
  const others = [
    flag === 'red' && isWhole(segment) ? 'all of its accounts are heard, too few to compare' : '',
    flag === 'amber' ? 'thin' : '',
    isGap && !isWhole(segment) ? 'gap' : '',
    confidence !== 'solid' && flag !== 'red' && nForTen > (isOfAccounts ? nAccounts : n) ? `solid from ${formatPlural(nForTen, isOfAccounts ? 'account' : 'item')}` : '',
    isQuiet ? 'heard less than its accounts would' : '',
  ].filter(Boolean);
  return html`${alarm ? html` <span class="ut-flag">${alarm}</span>` : nothing}${others.length > 0 ? html` <small class="ut-muted">${others.join(' · ')}</small>` : nothing}`;
}
