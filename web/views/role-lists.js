/** @file The list that a role reads beside its findings. */

/** @import { ThemeView } from '../engine/types/theme.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { both, fullFilter, wireFilter, withClause } from '../app/filter.js';
import { roleOf } from '../app/roles.js';
import { formatCount, formatMoney, formatShare } from '../lib/format.js';
import { opener } from './parts.js';
import { quoteBlock } from './verbatim.js';

/** @param {Context} ctx */
export function roleExtra(ctx) {
  switch (roleOf(ctx.state.role).extra) {
    case 'themes-by-arr': return topThemes(ctx);
    case 'bugs-by-impact': return bugs(ctx);
    case 'praise': return praise(ctx);
    default: return nothing;
  }
}

/** @param {Context} ctx */
function topThemes(ctx) {
  const { value } = ctx.ask('themes', wireFilter(ctx.state.filter), 'role-themes');
  const hasArr = value?.themes.some(({ arr }) => arr !== null) ?? false;
  const themes = [...(value?.themes ?? [])]
    .sort((a, b) => (hasArr ? (b.arr ?? 0) - (a.arr ?? 0) : b.nAccounts - a.nAccounts || b.n - a.n))
    .slice(0, 10);
  const title = hasArr ? 'Top themes by ARR' : 'Top themes by accounts';
  return table(ctx, title, themes, 'Each account’s ARR counts once in a theme; themes share accounts, so the column does not add up.');
}

/** @param {Context} ctx */
function bugs(ctx) {
  const filter = wireFilter(withClause(ctx.state.filter, 'category', ['bug']));
  const { value } = ctx.ask('themes', filter, 'role-themes');
  const themes = [...(value?.themes ?? [])]
    .sort((a, b) => b.nLow * Math.max(1, b.nAccounts) - a.nLow * Math.max(1, a.nAccounts))
    .slice(0, 10);
  return table(ctx, 'Bugs by impact', themes, 'Bug reports only, ordered by low scores × accounts.');
}

/**
 * @param {Context} ctx
 * @param {string} title
 * @param {readonly ThemeView[]} themes
 * @param {string} note
 */
function table(ctx, title, themes, note) {
  if (themes.length === 0) return nothing;
  const currency = ctx.work.overview?.currency;
  return html`<section class="ut-extra"><h2 class="ut-section">${title}</h2>
    <div class="ut-scroll"><table class="ut-table"><caption class="ut-hidden">${title}</caption>
      <thead><tr><th scope="col">Theme</th><th scope="col" class="num">Accounts</th><th scope="col" class="num">ARR</th>
        <th scope="col" class="num">Items</th><th scope="col" class="num">Low</th><th scope="col">Owner</th></tr></thead>
      <tbody>${themes.map((theme) => html`<tr>
        <th scope="row"><button type="button" class="ut-link" @click=${() => ctx.go({ view: 'themes', open: theme.id, sort: '' })}>${theme.name}</button></th>
        <td class="num">${formatCount(theme.nAccounts)}</td>
        <td class="num">${formatMoney(theme.arr, currency)}</td>
        <td class="num">${opener(ctx, formatCount(theme.n), theme.filter, `items about ${theme.name}`)}</td>
        <td class="num">${theme.nScored > 0 ? formatShare(theme.nLow / theme.nScored) : '–'}</td>
        <td>${theme.owner ?? html`<span class="ut-muted">nobody</span>`}</td></tr>`)}</tbody>
    </table></div><p class="ut-note">${note}</p></section>`;
}

/** @param {Context} ctx */
function praise(ctx) {
  const filter = both(fullFilter(ctx.state.filter), withClause({}, 'category', ['praise']));
  const { value } = ctx.ask('themes', wireFilter(filter), 'role-themes');
  const quotes = (value?.themes ?? []).flatMap((theme) => theme.quotes.slice(0, 1)).slice(0, 6);
  if (quotes.length === 0) return nothing;
  return html`<section class="ut-extra"><h2 class="ut-section">Customers on what works</h2>
    <div class="ut-quotes ut-quote-grid">${quotes.map(quoteBlock)}</div>
    <p class="ut-note">Ask before you publish: a quote is the customer’s.
      ${opener(ctx, 'Read all praise', wireFilter(filter))}</p></section>`;
}
