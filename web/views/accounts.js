/** @file Accounts: most at risk first, with the reasons. */

/** @import { AccountsView, AccountView } from '../engine/types/evidence.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { wireFilter } from '../app/filter.js';
import { toHtmlTable, toMarkdown, toTsv } from '../lib/clipboard.js';
import { formatCount, formatDay, formatMoney, formatPlural, formatScore } from '../lib/format.js';
import { vars } from '../lib/vars.js';
import { gradually } from './gradually.js';
import { answered, copyMenu, emptyState, opener, sorted, sortHeader, viewHead } from './parts.js';

const SHOWN = 100;

/** @type {Readonly<Record<string, (account: AccountView) => string | number | null>>} */
const KEYS = {
  risk: ({ risk }) => risk,
  name: ({ name }) => name,
  plan: ({ plan }) => plan,
  arr: ({ arr }) => arr,
  renewal: ({ renewal }) => renewal,
  n: ({ n }) => n,
  low: ({ nLow }) => nLow,
  score: ({ meanScore }) => meanScore,
};

/** @param {Context} ctx */
export function accountsView(ctx) {
  const answer = ctx.ask('accounts', wireFilter(ctx.state.filter));
  return html`
    ${viewHead('Accounts', answer.value && !hasRisk(answer.value)
      ? 'Who speaks, and of what. No account talks of leaving, escalates or scores low in these files.'
      : 'Who is at risk, and why. The risk is a sum of the reasons beside it, not a forecast.',
      answer.value ? copies(ctx, answer.value) : nothing)}
    ${answered(answer, (view) => show(ctx, view))}`;
}

/** @param {AccountsView} view */
function hasRisk({ accounts }) {
  return accounts.some(({ risk }) => risk > 0);
}

/**
 * @param {Context} ctx
 * @param {AccountsView} view
 */
function show(ctx, view) {
  if (view.accounts.length === 0) return emptyState('No accounts', 'No item under this filter belongs to an account.');
  const isRisky = hasRisk(view);
  const first = isRisky ? '-risk' : '-n';
  const sort = ctx.state.sort || first;
  const accounts = sorted(view.accounts, sort, KEYS);
  const shown = ctx.state.measure === 'all' ? accounts : accounts.slice(0, SHOWN);
  const has = (/** @type {(account: AccountView) => unknown} */ read) => view.accounts.some((account) => read(account) !== null);
  const isScored = has(({ meanScore }) => meanScore);
  const [plan, arr, renewal, owner] = [has(({ plan: x }) => x), has(({ arr: x }) => x), has(({ renewal: x }) => x), has(({ owner: x }) => x)];
  return html`<div class="ut-scroll"><table class="ut-table ut-accounts"><caption class="ut-hidden">Accounts</caption>
    <thead><tr>${isRisky ? sortHeader(ctx, 'risk', 'Risk', first, 'num') : nothing}${sortHeader(ctx, 'name', 'Account', first)}
      <th scope="col">${isRisky ? 'Why' : 'Speaks mostly of'}</th>
      ${plan ? sortHeader(ctx, 'plan', 'Plan', first) : nothing}
      ${arr ? sortHeader(ctx, 'arr', 'ARR', first, 'num') : nothing}
      ${renewal ? sortHeader(ctx, 'renewal', 'Renewal', first) : nothing}
      ${sortHeader(ctx, 'n', 'Items', first, 'num')}
      ${isScored ? html`${sortHeader(ctx, 'low', 'Low', first, 'num')}${sortHeader(ctx, 'score', 'Mean', first, 'num')}` : nothing}
      ${owner ? html`<th scope="col">Owner</th>` : nothing}</tr></thead>
    <tbody>${gradually(shown, ({ id }) => id, (account) => html`<tr>
      ${isRisky ? html`<td class="num"><span class="ut-risk" ${vars({ '--share': account.risk / 100 })}>${account.risk}</span></td>` : nothing}
      <th scope="row">${account.name}</th>
      <td class="ut-reasons">${account.reasons.join('; ')}${account.topTheme ? html` <span class="ut-muted">${isRisky ? 'mostly ' : ''}${account.topTheme}</span>` : nothing}</td>
      ${plan ? html`<td>${account.plan ?? ''}</td>` : nothing}
      ${arr ? html`<td class="num">${formatMoney(account.arr, view.currency)}</td>` : nothing}
      ${renewal ? html`<td>${account.renewal ? formatDay(account.renewal) : ''}</td>` : nothing}
      <td class="num">${opener(ctx, formatCount(account.n), account.filter, `items of ${account.name}`)}</td>
      ${isScored ? html`<td class="num">${account.nLow > 0 ? opener(ctx, formatCount(account.nLow), { ...account.filter, lowOnly: true }, `low scores of ${account.name}`) : '0'}</td>
      <td class="num">${formatScore(account.meanScore)}</td>` : nothing}
      ${owner ? html`<td>${account.owner ?? ''}</td>` : nothing}</tr>`)}</tbody></table></div>
    <p class="ut-note">${formatPlural(view.nTotal, 'account')} in all${shown.length < view.nTotal ? `, ${formatCount(shown.length)} shown` : ''}.
      ${shown.length < accounts.length ? html`<button type="button" class="ut-quiet" @click=${() => ctx.go({ measure: 'all' }, 'replace')}>Show ${formatCount(accounts.length)}</button>` : nothing}</p>`;
}

/**
 * @param {Context} ctx
 * @param {AccountsView} view
 */
function copies(ctx, view) {
  const grid = () => [
    ['Account', 'Risk', 'Why', 'Plan', 'ARR', 'Renewal', 'Items', 'Low scores', 'Mean score', 'Owner'],
    ...view.accounts.map((one) => [one.name, one.risk, one.reasons.join('; '), one.plan, one.arr, one.renewal, one.n, one.nLow, one.meanScore, one.owner]),
  ];
  return copyMenu(ctx, [
    ['For a sheet', () => ctx.copy(toTsv(grid()), 'Accounts', toHtmlTable(grid()))],
    ['As Markdown', () => ctx.copy(toMarkdown(grid()), 'Accounts as Markdown')],
  ]);
}
