/** @file The columns of a file: what each means, how sure that is, and why. */

/** @import { ColumnView, FileView } from '../engine/types/file.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { ROLE_NAMES } from '../app/role-names.js';
import { formatCount } from '../lib/format.js';
import { showControls } from '../lib/text.js';
import { pickedOf } from './parts.js';

/** Orders of day, month and year that one may take for another. */
const ORDERS = /** @type {const} */ ([['dmy', 'day/month/year'], ['mdy', 'month/day/year'], ['ymd', 'year-month-day']]);

/**
 * @param {Context} ctx
 * @param {FileView} file
 */
export function columnTable(ctx, file) {
  return html`<div class="ut-scroll"><table class="ut-table ut-columns">
    <caption class="ut-hidden">Columns of ${file.name}</caption>
    <thead><tr><th scope="col">Column</th><th scope="col">Means</th><th scope="col">Confidence</th>
      <th scope="col">Samples</th><th scope="col" class="num">Empty</th></tr></thead>
    <tbody>${file.columns.map((column) => columnRow(ctx, file, column))}</tbody>
  </table></div>`;
}

/**
 * @param {Context} ctx
 * @param {FileView} file
 * @param {ColumnView} column
 */
function columnRow({ work }, file, column) {
  const role = column.role ?? '';
  const order = ORDERS.find(([, name]) => name === column.dateOrder);
  const unit = column.scale?.name ?? (order ? '' : column.dateOrder);
  return html`<tr data-role=${role || nothing}>
    <th scope="row">${column.name || html`<span class="ut-muted">column ${column.idx + 1}</span>`}</th>
    <td><select aria-label="Meaning of ${column.name}" @change=${(/** @type {Event} */ event) => {
      const code = pickedOf(event, role);
      void work.choose(file.id, { roles: [[column.name, code || null]] }, `${column.name}: ${ROLE_NAMES.find(([own]) => own === code)?.[1]}`);
    }}>${ROLE_NAMES.map(([code, name]) => html`<option value=${code} .selected=${code === role}>${name}</option>`)}</select>
      ${order ? html`<select aria-label="Order of dates in ${column.name}" @change=${(/** @type {Event} */ event) => {
        const code = pickedOf(event, order[0]);
        void work.choose(file.id, { dateOrders: [[column.name, /** @type {any} */ (code)]] }, `${column.name}: ${ORDERS.find(([own]) => own === code)?.[1]}`);
      }}>${ORDERS.map(([code, name]) => html`<option value=${code} .selected=${code === order[0]}>${name}</option>`)}</select>` : nothing}</td>
    <td>${confidence(column)}${unit ? html` <span class="ut-unit">${unit}</span>` : nothing}
      ${column.evidence ? html`<br><span class="ut-note">${column.evidence}</span>` : nothing}</td>
    <td class="ut-samples">${column.samples.map((sample) => html`<span dir="auto">${showControls(sample.length > 90 ? `${sample.slice(0, 90)}…` : sample)}</span>`)}</td>
    <td class="num">${column.nMissing > 0 ? formatCount(column.nMissing) : ''}</td>
  </tr>`;
}

/** @param {ColumnView} column */
function confidence(column) {
  if (column.isConfirmed) return html`<span class="ut-confidence" data-level="high">chosen by you</span>`;
  if (!column.confidence) return html`<span class="ut-muted">not used</span>`;
  return html`<span class="ut-confidence" data-level=${column.confidence}>${column.confidence}</span>`;
}
