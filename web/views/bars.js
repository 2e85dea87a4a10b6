/** @file Small bars and intervals beside the numbers that they draw; the numbers say the same. */

import { html, nothing, svg } from 'lit';

/**
 * A scale from the numbers that are drawn on it, 0 among them.
 * @param {readonly (number | null)[]} values
 * @returns {(value: number) => number} Percent from the left.
 */
export function scaleOf(values) {
  const known = values.filter((value) => value !== null && Number.isFinite(value)).map(Number);
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  const range = high - low || 1;
  return (value) => 2 + (96 * (value - low)) / range;
}

/** @param {number} percent */
const pc = (percent) => `${percent.toFixed(2)}%`;

/** @param {(value: number) => number} at */
const zero = (at) => svg`<line class="is-zero" x1=${pc(at(0))} x2=${pc(at(0))} y1="0" y2="100%"></line>`;

/**
 * A value with its interval.
 * @param {(value: number) => number} at
 * @param {number} value
 * @param {number | null} low
 * @param {number | null} high
 * @param {string} tone
 */
export function dotInterval(at, value, low, high, tone) {
  const line = low !== null && high !== null
    ? svg`<line class="is-interval" x1=${pc(at(low))} x2=${pc(at(high))} y1="50%" y2="50%"></line>` : nothing;
  return html`<svg class="ut-mini" data-tone=${tone || nothing} aria-hidden="true">${svg`${zero(at)}${line}<circle cx=${pc(at(value))} cy="50%" r="4"></circle>`}</svg>`;
}

/**
 * Bars that begin where they say, below each other: parts of a sum, or two numbers to compare.
 * @param {(value: number) => number} at
 * @param {readonly { from?: number, to: number, kind: string }[]} bars
 */
export function barsOf(at, bars) {
  const height = 100 / bars.length;
  return html`<svg class="ut-mini" aria-hidden="true">${svg`${zero(at)}${bars.map(({ from = 0, to, kind }, idx) => {
    const [left, right] = [at(Math.min(from, to)), at(Math.max(from, to))];
    return svg`<rect class=${kind} x=${pc(left)} width=${pc(Math.max(0.4, right - left))} y=${pc(idx * height + 6)} height=${pc(height - 12)}></rect>`;
  })}`}</svg>`;
}
