/** @file Coverage: which segments are heard well enough to conclude anything. */

/** @import { CoverageSegmentView, CoverageView } from '../engine/types/evidence.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { wireFilter } from '../app/filter.js';
import { formatCount, formatMoney, formatName, formatPlural, formatShare } from '../lib/format.js';
import { vars } from '../lib/vars.js';
import { answered, emptyState, footnotes, opener, viewHead } from './parts.js';

/** What each flag says. */
const FLAGS = /** @type {const} */ ({ red: 'needs more voices', amber: 'thin', ok: '' });

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
  return html`<div class="ut-coverage">${[...byDimension.values()].map((segments) => dimension(ctx, segments))}</div>
    ${footnotes(view.footnotes)}`;
}

/**
 * @param {Context} ctx
 * @param {readonly CoverageSegmentView[]} segments
 */
function dimension(ctx, segments) {
  const name = formatName(segments[0]?.dimensionName ?? '');
  const most = Math.max(1, ...segments.map(({ n }) => n));
  const red = segments.filter(({ flag }) => flag === 'red').length;
  const hasPopulation = segments.some(({ population }) => population !== null);
  const hasAccounts = segments.some(({ nAccounts, population }) => nAccounts > 0 || population !== null);
  const hasSilent = segments.some(({ silentArr }) => (silentArr ?? 0) > 0);
  return html`<section><h2 class="ut-section">${name} ${red > 0 ? html`<span class="is-alarm">${formatPlural(red, 'segment needs', 'segments need')} more voices</span>` : nothing}</h2>
    <div class="ut-scroll"><table class="ut-table"><caption class="ut-hidden">Coverage by ${name}</caption>
      <thead><tr><th scope="col">${name}</th><th scope="col" class="num">Items</th><th scope="col" class="ut-bar-col"><span class="ut-hidden">Bar</span></th>
        ${hasAccounts ? html`<th scope="col" class="num">Accounts</th>` : nothing}${hasSilent ? html`<th scope="col" class="num">Silent ARR</th>` : nothing}
        <th scope="col" class="num" title="Margin of error of a share, at 95 %">±</th><th scope="col">Allows</th></tr></thead>
      <tbody>${segments.map((segment) => html`<tr data-flag=${segment.flag}>
        <th scope="row">${ctx.nameOf(segment.dimension, segment.value)}</th>
        <td class="num">${opener(ctx, formatCount(segment.n), segment.filter, `items of ${segment.value}`)}</td>
        <td class="ut-bar-col"><span class="ut-bar" ${vars({ '--share': segment.n / most })}></span></td>
        ${hasAccounts ? html`<td class="num">${formatCount(segment.nAccounts)}${hasPopulation && segment.population !== null ? html` <span class="ut-muted">of ${formatCount(segment.population)}</span>` : nothing}</td>` : nothing}
        ${hasSilent ? html`<td class="num">${formatMoney(segment.silentArr, ctx.work.overview?.currency)}</td>` : nothing}
        <td class="num">${formatShare(segment.margin)}</td>
        <td>${segment.confidence}${FLAGS[segment.flag] ? html` <span class="ut-flag">${segment.flag === 'red' ? '⚑ ' : ''}${FLAGS[segment.flag]}${segment.nNeeded > 0 ? `: ${formatCount(segment.nNeeded)} to go` : ''}</span>` : nothing}</td>
      </tr>`)}</tbody></table></div></section>`;
}
