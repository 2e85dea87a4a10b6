/** @file One theme: what it says, its course, its finer themes, and what people decide about it. */

/** @import { ThemesView, ThemeView } from '../engine/protocol.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { readable } from '../app/filter.js';
import { formatCount, formatDay, formatPlural } from '../lib/format.js';
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
    theme.lastSeen ? `last ${formatDay(theme.lastSeen)}` : '',
    theme.nDistinct < theme.n ? `${formatCount(theme.nDistinct)} without copies` : '',
    theme.owner ? `owner ${theme.owner}` : '',
    theme.hasCriticalMass ? 'critical mass' : '',
  ].filter(Boolean);
  const weeks = ctx.work.overview?.weeks ?? [];
  return html`<div class="ut-theme">
    <div class="ut-theme-main">
      <p>${theme.description}</p>
      <p class="ut-muted">${facts.join(' · ')}</p>
      <p class="ut-terms">${theme.terms.map((term) => html`<span>${term}</span>`)}</p>
      ${theme.weekly.length > 0 && weeks.length === theme.weekly.length ? html`<ut-chart .weeks=${weeks} .series=${theme}></ut-chart>` : nothing}
      ${theme.subthemes.length > 0 ? html`<h3>Within it</h3><ul class="ut-subthemes">${theme.subthemes.map((finer) =>
        html`<li>${finer.name} ${opener(ctx, formatCount(finer.n), finer.filter, `items about ${finer.name}`)}</li>`)}</ul>` : nothing}
    </div>
    <div class="ut-theme-side">
      <div class="ut-quotes">${theme.quotes.slice(0, 3).map(quoteBlock)}</div>
      ${opener(ctx, `Read ${formatPlural(theme.n, 'verbatim')}`, theme.filter)}
    </div>
    ${decisions(ctx, view, theme)}
  </div>`;
}

/**
 * @param {Context} ctx
 * @param {ThemesView} view
 * @param {ThemeView} theme
 */
function decisions(ctx, view, theme) {
  const others = view.themes.filter(({ id }) => id !== theme.id);
  return html`<div class="ut-row ut-decisions">
    <form class="ut-form" @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const name = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('name') ?? '').trim();
      if (name && name !== theme.name) ctx.edit({ kind: 'rename-theme', theme: theme.id, name }, `Renamed to ${name}`);
    }}><label class="ut-choice"><span>Name</span><input name="name" .value=${theme.name} autocomplete="off"></label>
      <button type="submit">Rename</button></form>
    ${choice('Merge into', '', [['', 'another theme …'], ...others.map(({ id, name }) => /** @type {const} */ ([id, name]))], (into) => {
      if (!into) return;
      ctx.edit({ kind: 'merge-themes', from: theme.id, into }, 'Merged. Ctrl+Z takes it back');
      ctx.go({ open: into }, 'replace');
    })}
    ${theme.status ? choice('Status', theme.status, STATUSES, (status) =>
      ctx.edit({ kind: 'set-theme-status', theme: theme.id, status: /** @type {any} */ (status) }, 'Status changed')) : nothing}
  </div>`;
}
