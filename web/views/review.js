/** @file The review queue: themes that nobody has decided about, most worth it first. */

/** @import { ReviewItemView, ReviewView } from '../engine/types/theme.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { wireFilter } from '../app/filter.js';
import { formatCount, formatMoney } from '../lib/format.js';
import { answered, emptyState, opener } from './parts.js';

const SHOWN = 12;

/** @param {Context} ctx */
export function reviewQueue(ctx) {
  const answer = ctx.ask('review', wireFilter(ctx.state.filter));
  return answered(answer, (view) => show(ctx, view));
}

/**
 * @param {Context} ctx
 * @param {ReviewView} view
 */
function show(ctx, view) {
  if (view.items.length === 0) return emptyState('Nothing to review', 'Somebody has decided about every theme under this filter.');
  const shown = ctx.state.measure === 'all' ? view.items : view.items.slice(0, SHOWN);
  return html`<p class="ut-muted">${formatCount(view.items.length)} of ${formatCount(view.nThemes)} themes wait for a look. ${view.method}</p>
    <div class="ut-scroll"><table class="ut-table ut-review">
      <caption class="ut-hidden">Review queue</caption>
      <thead><tr><th scope="col">Theme</th><th scope="col" class="num">Items</th><th scope="col" class="num">Accounts</th>
        <th scope="col" class="num">ARR</th><th scope="col">Why</th><th scope="col">Decide</th></tr></thead>
      <tbody>${shown.map((item) => row(ctx, item))}</tbody></table></div>
    ${shown.length < view.items.length ? html`<button type="button" class="ut-quiet" @click=${() => ctx.go({ measure: 'all' }, 'replace')}>Show all ${formatCount(view.items.length)}</button>` : nothing}`;
}

/**
 * @param {Context} ctx
 * @param {ReviewItemView} item
 */
function row(ctx, item) {
  const { like } = item;
  return html`<tr>
    <th scope="row"><button type="button" class="ut-expand" @click=${() => ctx.go({ open: item.id, rows: '' }, 'replace')}>${item.name}</button>
      <p class="ut-muted" dir="auto">${item.description}</p></th>
    <td class="num">${opener(ctx, formatCount(item.n), item.filter, `items about ${item.name}`)}</td>
    <td class="num">${formatCount(item.nAccounts)}</td>
    <td class="num">${formatMoney(item.arr, ctx.work.overview?.currency)}</td>
    <td>${item.isCandidate ? html`<span class="ut-badge">new</span> ` : nothing}${item.reason}</td>
    <td><div class="ut-row ut-review-tools">
      <button type="button" @click=${() => ctx.edit({ kind: 'set-theme-status', theme: item.id, status: 'validated' }, `Accepted ${item.name}`)}>Accept</button>
      ${like ? html`<button type="button" class="ut-quiet" @click=${() => ctx.edit({ kind: 'merge-themes', from: item.id, into: like[0] }, `Merged into ${like[1]}. Ctrl+Z takes it back`)}>Merge into ${like[1]}</button>` : nothing}
      <button type="button" class="ut-quiet" @click=${() => ctx.edit({ kind: 'delete-theme', theme: item.id }, `Rejected ${item.name}: its items went to the next best theme. Ctrl+Z takes it back`)}>Reject</button>
    </div></td></tr>`;
}
