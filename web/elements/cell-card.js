/** @file What is known of one cell of a table, effect first. */

/** @import { TableView } from '../engine/types/evidence.js' */
import { html, nothing } from 'lit';
import { chanceOf, diffFormat, effectOf, isEmpty, isLed, isTorn, markOf } from '../lib/cells.js';
import { formatChange, formatCount, formatMoney, formatP, formatPlural, formatScore, formatShare, formatValue } from '../lib/format.js';
import { vars } from '../lib/vars.js';

/**
 * @param {TableView} view
 * @param {number} r
 * @param {number} c
 * @param {(dimension: string, value: string) => string} nameOf
 * @param {string | null} currency
 */
export function cellCard(view, r, c, nameOf, currency) {
  const idx = r * view.cols.length + c;
  const at = (/** @type {ArrayLike<number | null>} */ cells) => cells[idx] ?? NaN;
  const write = (/** @type {number} */ value) => formatValue(value, view.format, currency);
  const where = [view.rowGroups[r], nameOf(view.rowDimension, view.rows[r] ?? '')];
  if (view.colDimension) where.push(view.colGroups[c], nameOf(view.colDimension, view.cols[c] ?? ''));
  const title = html`<p class="ut-card-where">${where.filter(Boolean).join(' × ')}</p>`;
  if (isEmpty(view, idx)) return html`${title}<p>No items.</p>`;
  const { sign, tone } = markOf(at(view.mark), view.measure);
  const interval = Number.isFinite(at(view.ciLow)) ? html` <span class="ut-muted">95 %: ${write(at(view.ciLow))} to ${write(at(view.ciHigh))}</span>` : nothing;
  return html`${title}
    <p class="ut-card-value"><b>${write(at(view.value))}</b> ${view.measure === 'count' && at(view.value) === 1 ? 'item' : view.measureName}${interval}</p>
    <p>${madeOf(view, idx)}</p>
    ${view.levels.length > 0 && view.distribution.length > 0 ? bars(view, idx) : nothing}
    ${against(view, idx, sign, tone)}
    ${within(view, idx)}
    ${exceeded(view, idx, nameOf)}
    ${people(view, idx, currency)}`;
}

/**
 * What the value is made of, as a sum.
 * @param {TableView} view
 * @param {number} idx
 */
function madeOf(view, idx) {
  const [n, base, low] = [view.n, view.base, view.low].map((cells) => formatCount(cells[idx]));
  switch (view.unit === 'arr' ? 'weighted' : view.measure) {
    case 'weighted': return `Weighted by ARR: says as much as ${base} answers of equal weight, of ${n} items.`;
    case 'low-rate': return `${low} low of ${base} scored; ${n} items.`;
    case 'row-share': case 'col-share': return `${n} of the ${base} items of its ${view.measure === 'row-share' ? 'row' : 'column'}.`;
    case 'count': case 'low-count': return `${formatCount(view.value[idx])} of ${base} in the table.`;
    case 'mean-score': case 'nps': case 'top-2-box': case 'bottom-2-box': return `Of ${base} scored; ${n} items.`;
    default: return formatPlural(view.n[idx] ?? 0, 'item');
  }
}

/**
 * How often each score was given.
 * @param {TableView} view
 * @param {number} idx
 */
function bars({ levels, distribution }, idx) {
  const own = Array.from({ length: levels.length }, (_, k) => distribution[idx * levels.length + k] ?? 0);
  const most = Math.max(1, ...own);
  return html`<div class="ut-card-bars">${own.map((count, k) => html`<span><i ${vars({ '--share': count / most })}></i><small>${formatScore(levels[k], 0)}</small></span>`)}</div>`;
}

/**
 * The difference to the rest, its test and what both say.
 * @param {TableView} view
 * @param {number} idx
 * @param {string} sign
 * @param {string} tone
 */
function against(view, idx, sign, tone) {
  const reason = view.untested[idx];
  if (reason) return html`<p><span class="ut-muted">Not tested:</span> ${reason}.</p>`;
  const effect = effectOf(view, idx);
  if (!effect) return nothing;
  const [p, q] = [view.p[idx] ?? NaN, view.q[idx] ?? NaN];
  const rest = view.rest[idx] ?? NaN;
  const format = diffFormat(view) === 'share' ? 'share' : view.format;
  const check = view.pCheck[idx] ?? NaN;
  const isByAccount = view.unit === 'accounts';
  const isOfColumn = ['count', 'low-count', 'row-share', 'col-share'].includes(view.measure);
  return html`<p class="ut-card-effect">${isOfColumn ? 'As a share of its column: ' : nothing}<b data-tone=${tone || nothing}>${sign} ${effect}</b>${isByAccount ? html`: ${formatValue(view.compared[idx] ?? NaN, format)} and ${formatValue(rest, format)}, when each account counts with at most five answers` : Number.isFinite(rest) ? html`, which is at ${formatValue(rest, format)}` : nothing}.
      ${isTorn(view, idx) ? 'Its items lie on the other side: it depends on few accounts, and is not marked' : html`It is ${chanceOf(view, q)}`}.</p>
    <p class="ut-muted">${view.test}: ${formatP(p)}, ${view.adjust === 'none' ? 'not corrected' : html`${formatP(q, 'q')} over ${formatPlural(view.nTests, 'test')}`}${Number.isFinite(check) && view.test.startsWith('Fisher') ? html`; N − 1 chi-square ${formatP(check)}` : nothing}.</p>`;
}

/**
 * The cell against the others of its row, which have the same row to bear.
 * @param {TableView} view
 * @param {number} idx
 */
function within(view, idx) {
  const [diff, q] = [view.withinDiff[idx] ?? NaN, view.withinQ[idx] ?? NaN];
  if (!Number.isFinite(diff)) return nothing;
  return html`<p>Within its row: ${formatChange(diff, diffFormat(view))} against the other columns, ${chanceOf(view, q)} (${formatP(q, 'q')}).</p>`;
}

/**
 * The columns whose letters the cell has, by name.
 * @param {TableView} view
 * @param {number} idx
 * @param {(dimension: string, value: string) => string} nameOf
 */
function exceeded({ letters, colLetters, cols, colDimension }, idx, nameOf) {
  const names = [...(letters[idx] ?? '')].map((letter) => nameOf(colDimension ?? '', cols[colLetters.indexOf(letter.toUpperCase())] ?? ''));
  return names.length > 0 ? html`<p>Exceeds ${names.join(', ')} in its row.</p>` : nothing;
}

/**
 * Who is behind the cell.
 * @param {TableView} view
 * @param {number} idx
 * @param {string | null} currency
 */
function people(view, idx, currency) {
  const [accounts, arr, low, top] = [view.accounts, view.arr, view.lowArr, view.topAccountShare].map((cells) => cells[idx] ?? NaN);
  if (!(Number(accounts) > 0)) return nothing;
  const parts = view.measure === 'accounts' ? [] : [formatPlural(Number(accounts), 'account')];
  if (Number(arr) > 0) parts.push(`${formatMoney(arr, currency)} ARR`);
  if (Number(low) > 0) parts.push(`${formatMoney(low, currency)} with a low score`);
  return html`<p>${parts.join(' · ')}${isLed(view, idx) ? html`<br><span class="is-alarm">◔ One account wrote ${formatShare(top)} of it.</span>` : nothing}</p>`;
}
