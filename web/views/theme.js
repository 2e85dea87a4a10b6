/** @file One theme: what it says, its course, its finer themes, and what people decide about it. */

/** @import { ThemesView, ThemeView } from '../engine/types/theme.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { readable } from '../app/filter.js';
import { formatCount, formatDay, formatMoney, formatPlural, formatScore } from '../lib/format.js';
import { beyondTerms } from '../lib/text.js';
import { choice, opener } from './parts.js';
import { quoteBlock } from './verbatim.js';

/** Statuses of a theme, in the order of the work. */
const STATUSES = /** @type {const} */ ([
  ['hypothesis', 'Hypothesis'], ['validated', 'Validated'], ['in-progress', 'In progress'],
  ['shipped', 'Shipped'], ['wont-do', 'Won’t do'],
]);

/**
 * @param {Context} ctx
 * @param {ThemesView} view
 * @param {ThemeView} theme
 */
export function themeDetail(ctx, view, theme) {
  const facts = [
    readable(theme.category),
    theme.firstSeen ? `first ${formatDay(theme.firstSeen)}` : '',
    theme.since !== null ? (theme.since ? `new since ${formatDay(theme.since)}` : 'new with the last import') : '',
    theme.lastSeen ? `last ${formatDay(theme.lastSeen)}` : '',
    theme.nDistinct < theme.n ? `${formatCount(theme.n)} items, ${formatCount(theme.nDistinct)} without copies` : '',
    theme.owner ? `owner ${theme.owner}` : '',
    theme.hasCriticalMass ? 'critical mass' : '',
  ].filter(Boolean);
  // What the columns of the list say where it has room for them.
  const columns = [
    theme.area ?? '',
    theme.meanScore === null ? '' : `mean score ${formatScore(theme.meanScore)}`,
    theme.nAccounts > 0 ? formatPlural(theme.nAccounts, 'account') : '',
    theme.arr === null ? '' : `${formatMoney(theme.arr, ctx.work.overview?.currency)} ARR`,
  ].filter(Boolean);
  const weeks = ctx.work.overview?.weeks ?? [];
  const says = beyondTerms(theme.description, theme.terms);
  const terms = theme.terms.filter((term) => term !== theme.name);
  return html`<div class="ut-theme">
    <div class="ut-theme-main">
      ${says && !theme.quotes.some(({ text }) => text.includes(says.replace(/…$/, ''))) ? html`<p dir="auto">${says}</p>` : nothing}
      <p class="ut-terms" dir="auto">${terms.map((term) => html`<span>${term}</span>`)}</p>
      ${columns.length > 0 ? html`<p class="ut-muted ut-narrow">${columns.join(' · ')}</p>` : nothing}
      <p class="ut-muted">${facts.join(' · ')}</p>
      ${theme.weekly.length > 0 && weeks.length === theme.weekly.length ? html`<ut-chart .weeks=${weeks} .series=${theme}></ut-chart>` : nothing}
      ${theme.subthemes.length > 0 ? html`<h3>Within it</h3><ul class="ut-subthemes">${theme.subthemes.map((finer) =>
        html`<li>${finer.name} ${opener(ctx, formatCount(finer.n), finer.filter, `items about ${finer.name}`)}</li>`)}</ul>` : nothing}
    </div>
    <div class="ut-theme-side">
      <div class="ut-quotes">${theme.quotes.slice(0, 3).map((quote) => html`${quoteBlock(quote)}
        <button type="button" class="ut-quiet ut-move" @click=${() => ctx.decide('not-this', theme, [quote])}>Not this theme …</button>`)}</div>
      ${opener(ctx, `Read ${formatPlural(theme.n, 'verbatim')}`, theme.filter)}
      ${theme.nAlso > 0 ? html`<p class="ut-muted">Mentioned, too, in ${opener(ctx, formatPlural(theme.nAlso, 'item'), theme.alsoFilter, `of other themes that mention ${theme.name}`)} of other themes.</p>` : nothing}
    </div>
    ${card(ctx, theme)}
    ${decisions(ctx, view, theme)}
  </div>`;
}

/**
 * The request, the job behind it, what to ask, what else would help.
 * @param {Context} ctx
 * @param {ThemeView} theme
 */
function card(ctx, theme) {
  const { request, job, questions, alternatives } = theme.card;
  const none = html`<span class="ut-muted">nobody has said so yet</span>`;
  return html`<details class="ut-why ut-card"><summary>The job behind it</summary><dl class="ut-verdicts">
    <div><dt>Request</dt><dd dir="auto">${request || none}</dd></div>
    <div><dt>Job</dt><dd dir="auto">${job || none}</dd></div>
    <div><dt>To ask</dt><dd><ul>${questions.map((question) => html`<li>${question}</li>`)}</ul></dd></div>
    <div><dt>Alternatives</dt><dd dir="auto">${alternatives || none}</dd></div></dl>
    <button type="button" class="ut-quiet" @click=${() => ctx.decide('card', theme)}>Write on it …</button></details>`;
}

/**
 * @param {Context} ctx
 * @param {ThemesView} view
 * @param {ThemeView} theme
 */
function decisions(ctx, view, theme) {
  return html`<div class="ut-row ut-decisions">
    ${tool(ctx, theme, 'rename', 'Rename …')}
    ${view.themes.length > 1 ? tool(ctx, theme, 'merge', 'Merge …') : nothing}
    ${tool(ctx, theme, 'split', 'Split …')}
    ${tool(ctx, theme, 'phrases', theme.phrases.length > 0 ? `Phrases (${theme.phrases.length}) …` : 'Phrases …')}
    ${tool(ctx, theme, 'owner', 'Owner …')}
    ${tool(ctx, theme, 'delete', 'Delete …')}
    <button type="button" aria-pressed=${theme.isPinned} title="No import takes anything from a pinned theme"
      @click=${() => ctx.edit({ kind: 'pin-theme', theme: theme.id, on: !theme.isPinned }, theme.isPinned ? 'Unpinned' : 'Pinned')}>${theme.isPinned ? 'Unpin' : 'Pin'}</button>
    ${theme.status ? choice('Status', theme.status, STATUSES, (status) =>
      ctx.edit({ kind: 'set-theme-status', theme: theme.id, status: /** @type {any} */ (status) }, 'Status changed')) : nothing}
  </div>`;
}

/**
 * A button that opens the dialog of one kind of decision.
 * @param {Context} ctx
 * @param {ThemeView} theme
 * @param {import('../elements/ut-edit.js').Kind} kind
 * @param {string} label
 */
function tool(ctx, theme, kind, label) {
  return html`<button type="button" @click=${() => ctx.decide(kind, theme)}>${label}</button>`;
}
