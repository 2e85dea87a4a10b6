/** @file The review queue: themes that nobody has decided about, most worth it first. */

/** @import { ReviewItemView, ReviewView } from '../engine/types/theme.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { wireFilter } from '../app/filter.js';
import { formatCount, formatMoney, formatShare } from '../lib/format.js';
import { showControls } from '../lib/text.js';
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
  return html`<p class="ut-muted">${formatCount(view.items.length)} of ${formatCount(view.nThemes)} themes wait for a look.</p>
    <details class="ut-note"><summary>How they are ranked</summary>${view.method}</details>
    <table class="ut-table ut-review">
      <caption class="ut-hidden">Review queue</caption>
      <thead><tr><th scope="col">Theme</th><th scope="col" class="num">Items</th><th scope="col" class="num">Accounts</th>
        <th scope="col" class="num">ARR</th><th scope="col" class="num" title="How loosely its items hang together; more for new themes">Unsure</th><th scope="col">Decide</th></tr></thead>
      <tbody>${repeat(shown, ({ id }) => id, (item) => row(ctx, item))}</tbody></table>
    ${shown.length < view.items.length ? html`<button type="button" class="ut-quiet" @click=${() => ctx.go({ measure: 'all' }, 'replace')}>Show all ${formatCount(view.items.length)}</button>` : nothing}`;
}

/**
 * @param {Context} ctx
 * @param {ReviewItemView} item
 */
function row(ctx, item) {
  const { like } = item;
  const [quote] = item.quotes;
  return html`<tr>
    <th scope="row"><button type="button" class="ut-expand" @click=${() => ctx.go({ open: item.id, rows: '' }, 'replace')}>${item.name}</button>
      ${item.isCandidate ? html`<span class="ut-badge">${item.reason}</span>` : nothing}
      ${quote ? html`<p class="ut-voice" dir="auto" lang=${quote.language ?? nothing}>${showControls(quote.text)}</p>` : nothing}
      ${like ? html`<p class="ut-muted">Close to “${like[1]}”</p>` : nothing}</th>
    <td class="num" data-name="items">${opener(ctx, formatCount(item.n), item.filter, `items about ${item.name}`)}</td>
    <td class="num" data-name="accounts">${formatCount(item.nAccounts)}</td>
    <td class="num" data-name="ARR">${formatMoney(item.arr, ctx.work.overview?.currency)}</td>
    <td class="num" data-name="unsure">${formatShare(item.uncertainty)}</td>
    <td><div class="ut-row ut-review-tools">
      <button type="button" @click=${() => ctx.edit({ kind: 'set-theme-status', theme: item.id, status: 'validated' }, `Accepted ${item.name}`)}>Accept</button>
      <button type="button" class="ut-quiet" @click=${() => ctx.decide('rename', item)}>Rename …</button>
      <button type="button" class="ut-quiet" @click=${() => ctx.decide('merge', item, [], like?.[0])}>Merge …</button>
      <button type="button" class="ut-quiet" @click=${() => ctx.decide('delete', item)}>Reject …</button>
    </div></td></tr>`;
}
