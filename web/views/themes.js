/** @file Themes: what customers speak of, how much, how badly, and since when. */

/** @import { ThemesView, ThemeView } from '../engine/types/theme.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { wireFilter, withClause } from '../app/filter.js';
import { toHtmlTable, toMarkdown, toTsv } from '../lib/clipboard.js';
import { formatCount, formatDay, formatMoney, formatPlural, formatScore, formatShare } from '../lib/format.js';
import { closeReading } from './closely.js';
import { changeList } from './changes.js';
import { gradually } from './gradually.js';
import { answered, copyMenu, emptyState, opener, sorted, sortHeader, spark, viewHead } from './parts.js';
import { reviewQueue } from './review.js';
import { themeDetail } from './theme.js';

const SHOWN = 60;

/** @type {Readonly<Record<string, (theme: ThemeView) => string | number | null>>} */
const KEYS = {
  name: ({ name }) => name,
  n: ({ n }) => n,
  low: ({ nLow, nScored }) => (nScored > 0 ? nLow / nScored : null),
  score: ({ meanScore }) => meanScore,
  accounts: ({ nAccounts }) => nAccounts,
  arr: ({ arr }) => arr,
  area: ({ area }) => area,
  recent: ({ weekly }) => weekly.slice(-4).reduce((sum, n) => sum + n, 0) / Math.max(1, weekly.reduce((sum, n) => sum + n, 0)),
};

/** @param {Context} ctx */
export function themesView(ctx) {
  const answer = ctx.ask('themes', wireFilter(ctx.state.filter));
  return html`
    ${viewHead('Themes', lead(ctx, answer.value), answer.value ? copies(ctx, answer.value) : nothing)}
    <div class="ut-row ut-news-tools">${answer.value ? tools(ctx, answer.value) : nothing}${closeReading(ctx)}</div>
    ${answered(answer, (view) => html`${changeList(ctx, view)}${ctx.state.rows === 'review' ? reviewQueue(ctx) : show(ctx, view)}`)}`;
}

/**
 * @param {Context} ctx
 * @param {ThemesView | undefined} view
 */
function lead(ctx, view) {
  if (!view) return 'What customers speak of, in their own words.';
  const unthemed = withClause(ctx.state.filter, 'theme', ['']);
  return html`${formatPlural(view.themes.length, 'theme')} in ${formatPlural(view.nItems, 'item')};
    ${opener(ctx, formatCount(view.nUnthemed), wireFilter(unthemed), 'items in no theme')}
    (${formatShare(view.nItems > 0 ? view.nUnthemed / view.nItems : NaN)}) in no theme, counted openly.`;
}

/**
 * The way to the review queue, and how much is in no known theme.
 * @param {Context} ctx
 * @param {ThemesView} view
 */
function tools(ctx, view) {
  const isReview = ctx.state.rows === 'review';
  const nNew = view.themes.filter(({ isCandidate }) => isCandidate).length;
  const last = view.weeklyUnmatched.at(-1) ?? 0;
  return html`<button type="button" aria-pressed=${isReview}
      @click=${() => ctx.go({ rows: isReview ? '' : 'review', measure: '' }, 'replace')}>Review queue</button>
      ${nNew > 0 ? html`<span class="ut-badge">${formatPlural(nNew, 'new theme')}</span>` : nothing}
      ${nNew > 0 && view.weeks.length > 0 ? html`<span class="ut-muted">${spark(view.weeklyUnmatched, 'Items a week that match no known theme')} ${formatPlural(last, 'item')} of the last week in no known theme</span>` : nothing}`;
}

/**
 * @param {Context} ctx
 * @param {ThemesView} view
 */
function show(ctx, view) {
  if (view.themes.length === 0) return emptyState('No themes', 'Too few items under this filter say the same thing.');
  const { overview } = ctx.work;
  const hasScores = view.themes.some(({ nScored }) => nScored > 0);
  const hasAccounts = view.themes.some(({ nAccounts }) => nAccounts > 0);
  const hasArr = view.themes.some(({ arr }) => arr !== null);
  const hasWeeks = view.themes.some(({ weekly }) => weekly.length > 0);
  const columns = 3 + Number(hasWeeks) + Number(hasScores) * 2 + Number(hasAccounts) + Number(hasArr);
  const themes = sorted(view.themes, ctx.state.sort || '-n', KEYS);
  const shown = ctx.state.measure === 'all' ? themes : themes.slice(0, SHOWN);
  return html`<div class="ut-scroll"><table class="ut-table ut-themes">
      <caption class="ut-hidden">Themes</caption>
      <thead><tr>
        ${sortHeader(ctx, 'name', 'Theme', '-n')}
        ${sortHeader(ctx, 'n', 'Items', '-n', 'num')}
        ${hasWeeks ? sortHeader(ctx, 'recent', 'Weeks', '-n', 'num') : nothing}
        ${hasScores ? html`${sortHeader(ctx, 'low', 'Low', '-n', 'num')}${sortHeader(ctx, 'score', 'Mean', '-n', 'num is-wide')}` : nothing}
        ${hasAccounts ? sortHeader(ctx, 'accounts', 'Accounts', '-n', 'num is-wide') : nothing}
        ${hasArr ? sortHeader(ctx, 'arr', 'ARR', '-n', 'num is-wide') : nothing}
        ${sortHeader(ctx, 'area', 'Area', '-n', 'is-wide')}
      </tr></thead>
      <tbody>${gradually(shown, ({ id }) => id, (theme) => row(ctx, view, theme, { hasWeeks, hasScores, hasAccounts, hasArr, columns, currency: overview?.currency }))}</tbody>
    </table></div>
    ${shown.length < themes.length ? html`<button type="button" class="ut-quiet" @click=${() => ctx.go({ measure: 'all' }, 'replace')}>Show all ${formatCount(themes.length)}</button>` : nothing}`;
}

/**
 * @param {Context} ctx
 * @param {ThemesView} view
 * @param {ThemeView} theme
 * @param {{ hasWeeks: boolean, hasScores: boolean, hasAccounts: boolean, hasArr: boolean, columns: number, currency: string | null | undefined }} has
 */
function row(ctx, view, theme, has) {
  const isOpen = ctx.state.open === theme.id;
  return html`<tr data-open=${isOpen || nothing}>
      <th scope="row"><button type="button" class="ut-expand" aria-expanded=${isOpen}
        @click=${() => ctx.go({ open: isOpen ? '' : theme.id }, 'replace')}>${theme.name}</button>
        ${theme.isNew ? html`<span class="ut-badge" title="First seen ${formatDay(theme.firstSeen)}">${theme.since ? `new since ${formatDay(theme.since)}` : 'new'}</span>` : nothing}
        ${theme.isPinned ? html`<span class="ut-badge is-quiet">pinned</span>` : nothing}
        ${theme.status && theme.status !== 'hypothesis' ? html`<span class="ut-badge is-quiet">${theme.status.replace('wont-do', 'won’t do').replace('-', ' ')}</span>` : nothing}</th>
      <td class="num">${opener(ctx, formatCount(theme.n), theme.filter, `items about ${theme.name}`)}</td>
      ${has.hasWeeks ? html`<td class="num">${spark(theme.weekly, 'Items a week')}</td>` : nothing}
      ${has.hasScores ? html`<td class="num">${theme.nScored > 0
        ? opener(ctx, formatShare(theme.nLow / theme.nScored), { ...theme.filter, lowOnly: true }, `low: ${theme.nLow} of ${theme.nScored} scores`) : '–'}</td>
        <td class="num is-wide">${formatScore(theme.meanScore)}</td>` : nothing}
      ${has.hasAccounts ? html`<td class="num is-wide">${formatCount(theme.nAccounts)}</td>` : nothing}
      ${has.hasArr ? html`<td class="num is-wide">${formatMoney(theme.arr, has.currency)}</td>` : nothing}
      <td class="is-wide">${theme.area ?? ''}</td>
    </tr>
    ${isOpen ? html`<tr class="ut-expanded"><td colspan=${has.columns}>${themeDetail(ctx, view, theme)}</td></tr>` : nothing}`;
}

/**
 * @param {Context} ctx
 * @param {ThemesView} view
 */
function copies(ctx, view) {
  const grid = () => [
    ['Theme', 'Items', 'Share', 'Low scores', 'Scored', 'Accounts', 'ARR', 'Area'],
    ...view.themes.map((theme) => [theme.name, theme.n, formatShare(theme.share), theme.nLow, theme.nScored, theme.nAccounts, theme.arr, theme.area]),
  ];
  return copyMenu(ctx, [
    ['For a sheet', () => ctx.copy(toTsv(grid()), 'Themes', toHtmlTable(grid()))],
    ['As Markdown', () => ctx.copy(toMarkdown(grid()), 'Themes as Markdown')],
  ]);
}
