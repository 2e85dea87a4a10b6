/** @file Charts. Loaded apart from the page, since most visits begin without one. */

/** @import { WeekView } from '../engine/types/evidence.js' */
import * as Plot from '@observablehq/plot';

/** Weeks that a chart shows where there are more: the newest, or those around the onset. */
const SHOWN_WEEKS = 78;

/**
 * @param {number} n
 * @param {number} onset Index of the week; −1 where there is none.
 */
function firstShown(n, onset) {
  const newest = Math.max(0, n - SHOWN_WEEKS);
  return onset < 0 ? newest : Math.max(0, Math.min(newest, onset - SHOWN_WEEKS / 2));
}

/**
 * Items a week against what the history made likely.
 * @param {readonly WeekView[]} weeks
 * @param {{ weekly: ArrayLike<number>, baseline?: ArrayLike<number | null>, baselineHigh?: ArrayLike<number | null>, onset?: string | null }} series
 * @param {number} width
 */
export function weeklyChart(weeks, series, width) {
  const all = weeks.map(({ start, isComplete }, idx) => ({
    week: new Date(`${start}T00:00:00Z`),
    n: series.weekly[idx] ?? 0,
    expected: series.baseline?.[idx] ?? NaN,
    high: series.baselineHigh?.[idx] ?? NaN,
    isComplete,
  }));
  const onsetIdx = series.onset ? weeks.findLastIndex((week) => week.start <= (series.onset ?? '')) : -1;
  const points = all.slice(firstShown(all.length, onsetIdx));
  const band = points.filter(({ high }) => Number.isFinite(high));
  const top = Math.max(...points.map(({ n }) => n), ...band.map(({ high }) => high), 1);
  const onset = series.onset ? new Date(`${series.onset}T00:00:00Z`) : undefined;
  const chart = Plot.plot({
    width,
    height: Math.round(Math.min(260, Math.max(170, width * 0.38))),
    marginLeft: 34,
    marginBottom: 26,
    className: 'ut-plot',
    ariaLabel: 'Items a week, with the band that chance explains',
    x: { type: 'utc', label: null, ticks: Math.max(2, Math.floor(width / 110)) },
    y: { label: null, grid: true, ticks: 4, domain: [0, top] },
    marks: [
      Plot.areaY(band, { x: 'week', y1: 0, y2: 'high', className: 'ut-plot-band', curve: 'step' }),
      Plot.lineY(band, { x: 'week', y: 'expected', className: 'ut-plot-expected', curve: 'step' }),
      ...(onset ? [
        Plot.ruleX([onset], { className: 'ut-plot-onset' }),
        Plot.text([onset], { x: (day) => day, frameAnchor: 'top', text: () => 'onset', textAnchor: 'end', dx: -5, dy: 2, className: 'ut-plot-onset-text' }),
      ] : []),
      Plot.lineY(points, { x: 'week', y: 'n', className: 'ut-plot-line' }),
      Plot.dot(points, { x: 'week', y: 'n', r: points.length > 52 ? 1.8 : 2.6, className: 'ut-plot-dots' }),
    ],
  });
  // The library's own sheet would break the page's policy; base.css has these rules.
  for (const style of chart.querySelectorAll('style')) style.remove();
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  chart.setAttribute('role', 'img');
  return chart;
}
