/** @file Beside the table: what each value does to a score, what changed it, and what stands out. */

/** @import { DriversView, DriverView, ImpactView, SurprisesView } from '../engine/types/evidence.js' */
/** @import { OverviewView } from '../engine/types/overview.js' */
/** @import { Filter, Measure } from '../engine/types/query.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { can } from '../app/capabilities.js';
import { wireFilter } from '../app/filter.js';
import { addDays, formatChange, formatChanges, formatCount, formatName, formatP, formatPeriod, formatPlural, formatRatio, formatShare, formatValue } from '../lib/format.js';
import { isGood } from '../lib/cells.js';
import { barsOf, dotInterval, scaleOf } from './bars.js';
import { gradually } from './gradually.js';
import { answered, choice, emptyState, footnotes, opener } from './parts.js';
import { dimensionsOf, scoreMeasures } from './table-query.js';

/** Parts of the view, the table first. */
const PARTS = /** @type {const} */ ([['', 'Table'], ['impact', 'Impact'], ['drivers', 'Drivers'], ['surprises', 'Surprises']]);

/** Days of each period; `half` divides all there is. */
const SPANS = /** @type {const} */ ([['7', 'Last week and the one before'], ['28', 'Last 4 weeks and 4 before'], ['91', 'Last 13 weeks and 13 before'], ['half', 'First and second half']]);

/** What each part is about. */
const LEADS = /** @type {Readonly<Record<string, string>>} */ ({
  impact: 'What each value does to the score of all: the score of all less that of all others.',
  drivers: 'What changed a score between two periods: who answers, or how they answer.',
  surprises: 'Themes that one segment speaks of far more, or far less, than the others.',
});

/** @param {Context} ctx */
export function partTabs(ctx) {
  return html`<div class="ut-segmented ut-parts" role="group" aria-label="Part">${PARTS.map(([code, name]) => html`<button type="button"
    aria-pressed=${ctx.state.open === code} @click=${() => ctx.go({ open: code })}>${name}</button>`)}</div>`;
}

/**
 * What the open part is about; undefined for the table.
 * @param {Context} ctx
 */
export function partLead({ state }) {
  return LEADS[state.open];
}

/**
 * The part that the link opens; undefined for the table.
 * @param {Context} ctx
 * @param {OverviewView} overview
 */
export function partView(ctx, overview) {
  switch (ctx.state.open) {
    case 'impact': return needsScores(overview) ?? impactPart(ctx, overview);
    case 'drivers': return needsScores(overview) ?? driversPart(ctx, overview);
    case 'surprises': return surprisesPart(ctx);
    default: return undefined;
  }
}

/** @param {OverviewView} overview */
function needsScores(overview) {
  if (can(overview, 'scores')) return undefined;
  return emptyState('No scores', 'No column holds scores, so nothing can be said of what raises or lowers them. Choose a score on the Data screen.');
}

/**
 * What is asked: by which dimension, of which score.
 * @param {Context} ctx
 * @param {OverviewView} overview
 */
function asked({ state }, overview) {
  const keys = dimensionsOf(overview).map(([key]) => key);
  const by = keys.includes(state.rows) ? state.rows : ['theme', 'area', 'category', ...keys].find((key) => keys.includes(key)) ?? '';
  const measures = scoreMeasures(overview);
  const measure = /** @type {Measure} */ (measures.find(([code]) => code === state.measure)?.[0] ?? 'low-rate');
  return { by, measure, measures };
}

/**
 * @param {Context} ctx
 * @param {OverviewView} overview
 * @param {unknown} [more]
 */
function choices(ctx, overview, more = nothing) {
  const { by, measure, measures } = asked(ctx, overview);
  return html`<div class="ut-row ut-table-controls">
    ${choice('By', by, dimensionsOf(overview), (rows) => ctx.go({ rows }))}
    ${choice('Score', measure, measures, (next) => ctx.go({ measure: next }))}${more}</div>`;
}

/**
 * Good or bad; `''` where it may be chance.
 * @param {string} measure
 * @param {number} change
 * @param {boolean} isSure
 */
function toneOf(measure, change, isSure) {
  if (!isSure || change === 0) return '';
  return (change > 0) === isGood(measure) ? 'good' : 'bad';
}

/**
 * @param {Context} ctx
 * @param {OverviewView} overview
 */
function impactPart(ctx, overview) {
  const { by, measure } = asked(ctx, overview);
  const answer = ctx.ask('impact', { by, measure, filter: wireFilter(ctx.state.filter) });
  return html`${choices(ctx, overview)}${answered(answer, (view) => impactList(ctx, view))}`;
}

/**
 * @param {Context} ctx
 * @param {ImpactView} view
 */
function impactList(ctx, view) {
  if (view.rows.length === 0) return emptyState('Nothing to leave out', `All scored items under this filter have the same ${ctx.state.rows || view.by}, or none.`);
  const at = scaleOf(view.rows.flatMap(({ impact, low, high }) => [impact, low, high]));
  const score = (/** @type {number | null} */ value) => formatValue(value ?? NaN, view.format);
  return html`<p class="ut-finding-line">The ${view.measureName} is <b>${score(view.total)}</b> over ${formatPlural(view.n, 'answer')}.</p>
    <div class="ut-scroll"><table class="ut-table ut-effects"><caption class="ut-hidden">Impact on the ${view.measureName}</caption>
      <thead><tr><th scope="col">${nameOfBy(ctx, view.by)}</th><th scope="col" class="num">${inPoints('Impact', view.format)}</th><th scope="col" class="ut-mini-col">with 95 % interval</th>
        <th scope="col" class="num is-wide">Interval</th><th scope="col" class="num">Own</th><th scope="col" class="num is-wide">Without it</th><th scope="col" class="num">Answers</th><th scope="col" class="num">q</th></tr></thead>
      <tbody>${gradually(shownOf(ctx, view.rows), ({ value }) => value, (row) => {
        const isSure = row.q !== null && row.q <= 0.05;
        const tone = toneOf(view.measure, row.impact, isSure);
        return html`<tr><th scope="row">${ctx.nameOf(view.by, row.value)}</th>
          <td class="num"><b data-tone=${tone || nothing}>${bare(row.impact, view.format)}</b></td>
          <td class="ut-mini-col">${dotInterval(at, row.impact, row.low, row.high, tone)}</td>
          <td class="num is-wide ut-muted">${row.low === null ? (row.nAccounts < 5 ? 'too few accounts' : 'nothing varies') : formatChanges(row.low, row.high, view.format)}</td>
          <td class="num">${score(row.score)}</td><td class="num is-wide">${score(row.without)}</td>
          <td class="num">${opener(ctx, formatCount(row.n), row.filter, `answers of ${row.value}`)}</td>
          <td class="num ut-muted">${row.q === null ? '–' : formatP(row.q, 'q').replace(/^q (= )?/, '')}</td></tr>`;
      })}</tbody></table></div>
    ${showAll(ctx, view.rows)}
    <p class="ut-legend">${legendOf(view.measure)}<span>grey: may be chance (q &gt; 0.05)</span></p>
    ${footnotes(view.footnotes)}`;
}

/** A difference without its unit, which its column says. @param {number} value @param {string} format */
function bare(value, format) {
  return formatChange(value, format).replace(/\s*points$/, '');
}

/** @param {string} name @param {string} format */
function inPoints(name, format) {
  return format === 'score' ? name : html`${name}<br><small>points</small>`;
}

/** Rows of a long list that are shown before all are asked for. */
const SHOWN = 30;

/**
 * The rows of a list that are shown.
 * @template T
 * @param {Context} ctx
 * @param {readonly T[]} rows
 */
function shownOf({ state }, rows) {
  return state.sort === 'all' || rows.length <= SHOWN + 5 ? rows : rows.slice(0, SHOWN);
}

/**
 * Asks for all rows, where some are left out.
 * @param {Context} ctx
 * @param {readonly unknown[]} rows
 */
function showAll(ctx, rows) {
  if (shownOf(ctx, rows).length === rows.length) return nothing;
  return html`<p><button type="button" class="ut-link" @click=${() => ctx.go({ sort: 'all' }, 'replace')}>Show all ${formatCount(rows.length)}</button></p>`;
}

/** @param {string} measure */
function legendOf(measure) {
  return html`<span><i class="ut-key" data-tone="bad"></i> makes it worse</span><span><i class="ut-key" data-tone="good"></i> makes it better${isGood(measure) ? '' : ' (lower is better)'}</span>`;
}

/** @param {Context} ctx @param {string} by */
function nameOfBy(ctx, by) {
  return formatName(ctx.work.overview?.dimensions.find(({ key }) => key === by)?.name ?? by);
}

/**
 * Two periods that end with the data, or with the filter.
 * @param {Context} ctx
 * @param {OverviewView} overview
 * @returns {{ span: string, before: [string, string], after: [string, string] } | undefined} Undefined where the data has no two days.
 */
function periodsOf({ state: { filter, span: chosen } }, overview) {
  const [from, to] = [filter.from || overview.from || '', filter.to || overview.to || ''];
  if (!from || !to || from >= to) return undefined;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  const usual = days >= 56 ? '28' : days >= 14 ? '7' : 'half';
  const span = SPANS.find(([code]) => code === chosen)?.[0] ?? usual;
  const length = span === 'half' ? Math.floor(days / 2) : Number(span);
  const start = addDays(to, 1 - length);
  return { span, before: [addDays(start, -length), addDays(start, -1)], after: [start, to] };
}

/**
 * @param {Context} ctx
 * @param {OverviewView} overview
 */
function driversPart(ctx, overview) {
  const periods = periodsOf(ctx, overview);
  if (!periods) return emptyState('One period only', 'A change needs dated items over at least two days: choose a date column on the Data screen, or a longer period.');
  const { by, measure } = asked(ctx, overview);
  const { before, after, span } = periods;
  const answer = ctx.ask('drivers', { by, measure, before, after, filter: wireFilter({ ...ctx.state.filter, from: '', to: '' }) });
  return html`${choices(ctx, overview, choice('Periods', span, SPANS, (next) => ctx.go({ span: next })))}
    <p class="ut-note">${formatPeriod(...before)} against ${formatPeriod(...after)}</p>
    ${answered(answer, (view) => driversList(ctx, view, after))}`;
}

/** Drivers that are drawn one by one; the others together. */
const DRAWN = 8;

/**
 * @param {Context} ctx
 * @param {DriversView} view
 * @param {[string, string]} after
 */
function driversList(ctx, view, after) {
  const { format, measureName } = view;
  const score = (/** @type {number | null} */ value) => formatValue(value ?? NaN, format);
  const part = (/** @type {number} */ value) => formatChange(value, format);
  const isSure = view.p !== null && view.p <= 0.05;
  const name = (/** @type {DriverView} */ row) => (row.value ? ctx.nameOf(view.by, row.value) : 'without a value');
  /** @param {DriverView} row @returns {Filter} */
  const rows = ({ value }) => ({ ...wireFilter(ctx.state.filter), from: after[0], to: after[1], clauses: [...ctx.state.filter.clauses.filter(({ dimension }) => dimension !== view.by), { dimension: view.by, values: [value] }] });
  return html`<p class="ut-finding-line">The ${measureName} went from <b>${score(view.before)}</b> to <b>${score(view.after)}</b>:
      <b data-tone=${toneOf(view.measure, view.change, isSure) || nothing}>${part(view.change)}</b>${view.changeLow === null
        ? ' (no interval: too few accounts, or nothing varies between them)' : ` (95 %: ${formatChanges(view.changeLow, view.changeHigh, format)}, ${formatP(view.p)})`}.
      ${part(view.mix)} come from who answers, ${part(view.rate)} from how they answer.</p>
    ${waterfall(view, name)}
    <div class="ut-scroll"><table class="ut-table ut-effects"><caption class="ut-hidden">Parts of the change by ${nameOfBy(ctx, view.by)}</caption>
      <thead><tr><th scope="col">${nameOfBy(ctx, view.by)}</th><th scope="col" class="num is-wide">Answers<br>before</th><th scope="col" class="num">Answers<br>after</th>
        <th scope="col" class="num is-wide">Score<br>before</th><th scope="col" class="num is-wide">Score<br>after</th><th scope="col" class="num">${inPoints('Who answers', format)}</th><th scope="col" class="num">${inPoints('How they answer', format)}</th><th scope="col" class="num">${inPoints('Together', format)}</th></tr></thead>
      <tbody>${gradually(shownOf(ctx, view.rows), ({ value }) => value, (row) => html`<tr><th scope="row">${name(row)}<small class="ut-narrow ut-muted">${formatCount(row.nBefore)} → ${formatCount(row.nAfter)}, ${score(row.scoreBefore)} → ${score(row.scoreAfter)}</small></th>
        <td class="num is-wide">${formatCount(row.nBefore)}</td><td class="num">${row.nAfter === 0 ? '0' : opener(ctx, formatCount(row.nAfter), rows(row), `answers of ${name(row)} after`)}</td>
        <td class="num is-wide">${score(row.scoreBefore)}</td><td class="num is-wide">${score(row.scoreAfter)}</td>
        <td class="num">${bare(row.mix, format)}</td><td class="num">${bare(row.rate, format)}</td><td class="num"><b>${bare(row.mix + row.rate, format)}</b></td></tr>`)}</tbody>
      <tfoot><tr><th scope="row">All</th><td class="num is-wide">${formatCount(sum(view, 'nBefore'))}</td><td class="num">${formatCount(sum(view, 'nAfter'))}</td>
        <td class="num is-wide">${score(view.before)}</td><td class="num is-wide">${score(view.after)}</td><td class="num">${bare(view.mix, format)}</td><td class="num">${bare(view.rate, format)}</td><td class="num"><b>${bare(view.change, format)}</b></td></tr></tfoot></table></div>
    ${showAll(ctx, view.rows)}
    ${footnotes(view.footnotes)}`;
}

/**
 * @param {DriversView} view
 * @param {'nBefore' | 'nAfter' | 'mix' | 'rate'} key
 */
function sum({ rows }, key) {
  return rows.reduce((total, row) => total + row[key], 0);
}

/**
 * From the earlier score to the later one, part by part; each part begins where the one above ends.
 * @param {DriversView} view
 * @param {(row: DriverView) => string} name
 */
function waterfall(view, name) {
  const rest = { ...view, rows: view.rows.slice(DRAWN) };
  const steps = view.rows.slice(0, DRAWN).map((row) => /** @type {const} */ ([name(row), row.mix, row.rate]));
  if (rest.rows.length > 0) steps.push([`${formatPlural(rest.rows.length, 'other')}`, sum(rest, 'mix'), sum(rest, 'rate')]);
  let now = 0;
  const drawn = steps.map(([label, mix, rate]) => {
    const from = now;
    now += mix + rate;
    return { label, mix, rate, from };
  });
  const at = scaleOf([view.change, ...drawn.flatMap(({ from, mix, rate }) => [from, from + mix, from + mix + rate])]);
  const total = view.change;
  return html`<ol class="ut-waterfall" aria-label="From ${formatValue(view.before, view.format)} to ${formatValue(view.after, view.format)}">
    ${drawn.map(({ label, mix, rate, from }) => html`<li><span>${label}</span>
      ${barsOf(at, [{ from, to: from + mix, kind: 'is-mix' }, { from: from + mix, to: from + mix + rate, kind: toneOf(view.measure, rate, true) }])}
      <b>${bare(mix + rate, view.format)}</b></li>`)}
    <li data-sum><span>All</span>${barsOf(at, [{ to: total, kind: 'is-sum' }])}<b>${formatChange(total, view.format)}</b></li></ol>
    <p class="ut-legend"><span><i class="ut-key is-mix"></i> who answers (mix)</span>${legendOf(view.measure)}<span>how they answer (rate); each begins where the one above ends</span></p>`;
}

/** How many times as often; less than one as a part of it. @param {number} ratio */
function timesOf(ratio) {
  return ratio >= 0.95 ? formatRatio(ratio) : `1/${formatCount(1 / ratio)}`;
}

/** @param {Context} ctx */
function surprisesPart(ctx) {
  const answer = ctx.ask('surprises', wireFilter(ctx.state.filter));
  return answered(answer, (view) => surprisesList(ctx, view));
}

/**
 * @param {Context} ctx
 * @param {SurprisesView} view
 */
function surprisesList(ctx, view) {
  if (view.cells.length === 0) {
    return html`${emptyState('No surprises', view.nTests === 0
      ? 'There is no theme and no segment with enough items to compare. A plan, a region or an accounts file would bring segments.'
      : `${formatPlural(view.nTests, 'pair')} of a theme and a segment compared: none differs by more than chance explains.`)}${footnotes(view.footnotes)}`;
  }
  const at = scaleOf(view.cells.flatMap(({ share, rest }) => [share, rest]));
  return html`<p class="ut-finding-line">${formatPlural(view.cells.length, 'pair')} of a theme and a segment, of ${formatCount(view.nTests)} compared, ${view.cells.length === 1 ? 'stands' : 'stand'} out from chance.</p>
    <div class="ut-scroll"><table class="ut-table ut-effects"><caption class="ut-hidden">Themes that are said more or less often in one segment</caption>
      <thead><tr><th scope="col">Theme</th><th scope="col">Segment</th><th scope="col" class="num">Share there</th><th scope="col" class="ut-mini-col">against elsewhere</th><th scope="col" class="num">elsewhere</th><th scope="col" class="num">Times</th><th scope="col" class="num">Items</th><th scope="col" class="num">q</th></tr></thead>
      <tbody>${gradually(view.cells, ({ theme, dimension, value }) => `${theme} ${dimension} ${value}`, (cell) => html`<tr>
        <th scope="row">${cell.themeName}</th><td>${ctx.nameOf(cell.dimension, cell.value)} <small class="ut-muted">${formatName(cell.dimensionName)}</small></td>
        <td class="num"><b>${formatShare(cell.share)}</b></td>
        <td class="ut-mini-col">${barsOf(at, [{ to: cell.share, kind: cell.share > cell.rest ? 'is-more' : 'is-less' }, { to: cell.rest, kind: 'is-rest' }])}</td>
        <td class="num">${formatShare(cell.rest)}</td><td class="num">${cell.n === 0 ? 'never' : cell.rest > 0 ? timesOf(cell.share / cell.rest) : 'only here'}</td>
        <td class="num">${cell.n === 0 ? '0' : opener(ctx, formatCount(cell.n), cell.filter, `items of ${cell.themeName} in ${cell.value}`)} <span class="ut-muted">of ${formatCount(cell.base)}</span></td>
        <td class="num ut-muted">${formatP(cell.q, 'q').replace(/^q (= )?/, '')}</td></tr>`)}</tbody></table></div>
    <p class="ut-legend"><span><i class="ut-key is-more"></i> share of the segment</span><span><i class="ut-key is-rest"></i> share elsewhere</span></p>
    ${footnotes(view.footnotes)}`;
}
