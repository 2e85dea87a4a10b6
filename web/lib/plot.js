/** @file Charts. Loaded apart from the page, since most visits begin without one. */

/** @import { ReleaseView, WeekView } from '../engine/types/evidence.js' */
import * as Plot from '@observablehq/plot';

/** Weeks that a chart shows where there are more: the newest, or those around the onset. */
const SHOWN_WEEKS = 78;

/** Milliseconds of a day. */
const DAY = 86_400_000;

/** So that no two patterns of a page have one name. */
let nPatterns = 0;

/**
 * @typedef {object} Series
 * @property {ArrayLike<number>} weekly Items a week.
 * @property {ArrayLike<number | null>} [baseline] Expected.
 * @property {ArrayLike<number | null>} [baselineHigh] Upper end of what chance explains.
 * @property {string | null} [onset]
 * @property {string} [from] First day of the window.
 * @property {string} [to] Its last day.
 */

/**
 * @param {number} n
 * @param {number} onset Index of the week; −1 where there is none.
 */
function firstShown(n, onset) {
  const newest = Math.max(0, n - SHOWN_WEEKS);
  return onset < 0 ? newest : Math.max(0, Math.min(newest, onset - SHOWN_WEEKS / 2));
}

/** The beginning of a day. @param {string} day */
const dayOf = (day) => new Date(`${day}T00:00:00Z`);

/** @param {Date} date @param {number} days */
const later = (date, days) => new Date(date.getTime() + days * DAY);

/**
 * Items a week against what the history made likely. A week's point lies in its middle, so that
 * days within it (onset, window, releases) lie where they belong.
 * @param {readonly WeekView[]} weeks
 * @param {Series} series
 * @param {readonly ReleaseView[]} releases
 * @param {number} width
 * @returns {{ chart: Element, shown: { idx: number, x: number }[] }} The chart, and where its weeks
 *   are, in pixels of `width`.
 */
export function weeklyChart(weeks, series, releases, width) {
  const onsetIdx = series.onset ? weeks.findLastIndex((week) => week.start <= (series.onset ?? '')) : -1;
  const points = weeks.map(({ start, isComplete }, idx) => ({
    idx,
    start: dayOf(start),
    week: later(dayOf(start), 3.5),
    n: series.weekly[idx] ?? 0,
    expected: series.baseline?.[idx] ?? NaN,
    high: series.baselineHigh?.[idx] ?? NaN,
    isComplete,
  })).slice(firstShown(weeks.length, onsetIdx));
  const from = points[0]?.start ?? new Date(0);
  const end = later(points.at(-1)?.start ?? from, 7);
  const band = points.filter(({ high }) => Number.isFinite(high));
  const top = Math.max(...points.map(({ n }) => n), ...band.map(({ high }) => high), 1) * 1.08;
  const complete = points.filter(({ isComplete }) => isComplete);
  const chart = Plot.plot({
    width,
    height: Math.round(Math.min(270, Math.max(180, width * 0.38))),
    marginLeft: 34,
    marginTop: 22,
    marginBottom: 36,
    className: 'ut-plot',
    ariaLabel: 'Items a week, with the band that chance explains',
    x: { type: 'utc', label: null, ticks: Math.max(2, Math.floor(width / 110)), domain: [from, end] },
    y: { label: null, grid: true, ticks: 4, domain: [0, top] },
    marks: [
      ...windowMarks(series, from),
      ...hatched(points.filter(({ isComplete }) => !isComplete), top),
      Plot.areaY(band, { x: 'week', y1: 0, y2: 'high', className: 'ut-plot-band', curve: 'step' }),
      Plot.lineY(band, { x: 'week', y: 'expected', className: 'ut-plot-expected', curve: 'step' }),
      ...releaseMarks(releases.filter(({ day }) => dayOf(day) >= from && dayOf(day) < end)),
      ...onsetMarks(series.onset ? dayOf(series.onset) : undefined, from, end),
      Plot.lineY(points.slice(Math.max(0, complete.length - 1)), { x: 'week', y: 'n', className: 'ut-plot-open' }),
      Plot.lineY(complete, { x: 'week', y: 'n', className: 'ut-plot-line' }),
      Plot.dot(points, { x: 'week', y: 'n', r: points.length > 52 ? 1.8 : 2.6, className: 'ut-plot-dots' }),
    ],
  });
  // The library's own sheet would break the page's policy; views.css has these rules.
  for (const style of chart.querySelectorAll('style')) style.remove();
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  chart.setAttribute('role', 'img');
  const x = /** @type {{ apply: (value: Date) => number }} */ (/** @type {unknown} */ (chart.scale('x')));
  return { chart, shown: points.map(({ idx, week }) => ({ idx, x: x.apply(week) })) };
}

/**
 * The days that were tested and counted, shaded.
 * @param {Series} series
 * @param {Date} first
 */
function windowMarks({ from, to }, first) {
  if (!from || !to || dayOf(to) < first) return [];
  const days = { x1: dayOf(from), x2: later(dayOf(to), 1) };
  return [Plot.rectX([days], { x1: 'x1', x2: 'x2', className: 'ut-plot-window' })];
}

/**
 * Weeks that the data does not cover to their end: hatched, for their counts will grow.
 * @param {readonly { start: Date }[]} weeks
 * @param {number} top
 */
function hatched(weeks, top) {
  if (weeks.length === 0) return [];
  const id = `ut-hatch-${nPatterns++}`;
  return [
    () => hatch(id),
    Plot.rect(weeks, { x1: 'start', x2: ({ start }) => later(start, 7), y1: 0, y2: top, fill: `url(#${id})` }),
  ];
}

/** A pattern of slanting lines. @param {string} id */
function hatch(id) {
  const make = (/** @type {string} */ name, /** @type {Record<string, string>} */ attributes) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const pattern = make('pattern', { id, width: '5', height: '5', patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  pattern.append(make('rect', { width: '1.4', height: '5', class: 'ut-plot-hatch' }));
  const group = make('g', {});
  group.append(pattern);
  return /** @type {SVGElement} */ (group);
}

/**
 * Releases: a line and a number each, which the list below the chart names.
 * @param {readonly ReleaseView[]} releases
 */
function releaseMarks(releases) {
  const marks = releases.map(({ day, name }) => ({ day: dayOf(day), name }));
  const isCrowded = marks.length > 6;
  return [
    Plot.ruleX(marks, { x: 'day', className: 'ut-plot-release' }),
    Plot.text(isCrowded ? [] : marks, { x: 'day', text: 'name', frameAnchor: 'top', dy: -14, className: 'ut-plot-release-text' }),
  ];
}

/**
 * @param {Date | undefined} onset
 * @param {Date} from
 * @param {Date} end
 */
function onsetMarks(onset, from, end) {
  if (!onset || onset < from) return [];
  const isEarly = onset.getTime() - from.getTime() < 0.2 * (end.getTime() - from.getTime());
  return [
    Plot.ruleX([onset], { className: 'ut-plot-onset' }),
    Plot.text([onset], { x: (day) => day, frameAnchor: 'top', text: () => 'onset', textAnchor: isEarly ? 'start' : 'end', dx: isEarly ? 5 : -5, dy: 2, className: 'ut-plot-onset-text' }),
  ];
}
