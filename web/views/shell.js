/** @file What surrounds every view: the bar, the navigation, progress and the footer. */

/** @import { Context } from '../app/context.js' */
/** @import { ViewName } from '../app/state.js' */
/** @import { Workspace } from '../app/workspace.js' */
import { html, nothing } from 'lit';
import { lackOf } from '../app/capabilities.js';
import { ROLES } from '../app/roles.js';
import { VIEWS } from '../app/state.js';
import { isDark } from '../app/theme.js';
import { formatBytes, formatCount, formatPlural } from '../lib/format.js';
import { showControls } from '../lib/text.js';

/** What people read for each view. */
export const VIEW_NAMES = /** @type {const} */ ({
  findings: 'Findings', heatmap: 'Heatmap', spikes: 'Spikes', themes: 'Themes', significance: 'Significance',
  coverage: 'Coverage', accounts: 'Accounts', digest: 'Digest', data: 'Data',
});

/** Views that have a place of their own on a narrow screen. */
const FIRST = ['findings', 'heatmap', 'themes', 'digest'];

/**
 * @param {Context} ctx
 * @param {{ undo: () => void, redo: () => void, theme: () => void, help: () => void }} tools
 */
export function topBar(ctx, tools) {
  const { work, state } = ctx;
  const isReady = work.phase === 'ready';
  const step = work.lastStep();
  return html`<header class="ut-top">
    <p class="ut-brand">Under<span>tone</span></p>
    ${isReady ? html`<div class="ut-roles" role="group" aria-label="Read as">
        ${ROLES.map((role) => html`<button type="button" aria-pressed=${state.role === role.code}
          title=${role.order} @click=${() => ctx.go({ role: role.code, view: role.home, sort: '' })}>${role.name}</button>`)}</div>
      <label class="ut-role-select"><span class="ut-hidden">Read as</span><select @change=${(/** @type {Event} */ event) =>
        ctx.go({ role: /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value), view: 'findings', sort: '' })}>
        ${ROLES.map((role) => html`<option value=${role.code} .selected=${state.role === role.code}>${role.name}</option>`)}</select></label>`
      : nothing}
    <div class="ut-tools">
      ${work.phase === 'mapping' && step ? html`<button type="button" class="ut-icon" @click=${tools.undo} aria-label="Undo “${step.label}”" title="Undo “${step.label}” (Ctrl+Z)">↶</button>` : nothing}
      ${isReady ? html`<button type="button" class="ut-icon" ?disabled=${!work.project?.canUndo} @click=${tools.undo} aria-label="Undo" title="Undo (Ctrl+Z)">↶</button>
        <button type="button" class="ut-icon" ?disabled=${!work.project?.canRedo} @click=${tools.redo} aria-label="Redo" title="Redo (Ctrl+Y)">↷</button>` : nothing}
      <button type="button" class="ut-icon" @click=${tools.theme} aria-label=${isDark() ? 'Light colours' : 'Dark colours'} title=${isDark() ? 'Light colours' : 'Dark colours'}>${isDark() ? '☀' : '☾'}</button>
      <button type="button" class="ut-icon" @click=${tools.help} aria-label="Keys" title="Keys (?)">?</button>
    </div>
  </header>`;
}

/** @param {Context} ctx */
export function navigation(ctx) {
  const isReady = ctx.work.phase === 'ready';
  const now = isReady ? ctx.state.view : 'data';
  const rest = VIEWS.filter((view) => !FIRST.includes(view));
  return html`<nav class="ut-nav" aria-label="Views">
    <ul>${VIEWS.map((view) => html`<li data-first=${FIRST.includes(view) || nothing} data-apart=${view === 'data' || nothing}>${link(ctx, view, now, isReady)}</li>`)}
      <li class="ut-nav-more" ?data-current=${rest.includes(now)}><ut-popover kind="nav" label=${rest.includes(now) ? VIEW_NAMES[now] : 'More'} hint="more views"><ul class="ut-menu">
        ${rest.map((view) => html`<li data-close>${link(ctx, view, now, isReady)}</li>`)}</ul></ut-popover></li></ul>
  </nav>`;
}

/**
 * @param {Context} ctx
 * @param {ViewName} view
 * @param {ViewName} now
 * @param {boolean} isReady
 */
function link(ctx, view, now, isReady) {
  const { overview } = ctx.work;
  const lack = lackOf(overview, view);
  const n = view === 'findings' ? overview?.nFindings : view === 'themes' ? overview?.nThemes : undefined;
  return html`<button type="button" aria-current=${view === now ? 'page' : nothing} ?disabled=${!isReady && view !== 'data'}
    data-lack=${lack ? '' : nothing} title=${lack || nothing} @click=${() => ctx.go({ view })}>
    <span>${VIEW_NAMES[view]}</span>${isReady && n ? html`<span class="ut-nav-n">${formatCount(n)}</span>` : nothing}</button>`;
}

/**
 * @param {string} label
 * @param {number | undefined} done 0–1; undefined where nobody can tell.
 * @param {(() => void) | undefined} cancel
 * @param {string} [more] After the percentage.
 * @param {unknown} [beside] Beside the button.
 */
export function progressView(label, done, cancel, more = '', beside = nothing) {
  const percent = done === undefined ? undefined : Math.round(done * 100);
  return html`<section class="ut-progress">
    <h1 tabindex="-1">${label || 'Working'} …</h1>
    <progress max="100" .value=${percent ?? 0} ?data-unknown=${percent === undefined} aria-label=${label}></progress>
    <p class="ut-muted">${percent === undefined ? 'The file stays in this tab.' : `${percent} %${more}`}</p>
    ${cancel ? html`<div class="ut-row"><button type="button" @click=${cancel} title="Cancel (Esc)">Cancel</button>${beside}</div>` : nothing}
  </section>`;
}

/** A file on its way in. @param {Workspace} work */
export function openingView(work) {
  const { reading, waiting } = work;
  const name = showControls(reading?.name ?? '');
  return progressView(`Reading ${name}`, reading?.done, () => work.cancel(), ` of ${formatBytes(reading?.nBytes ?? 0)}`,
    waiting.length > 0 ? html`<button type="button" class="ut-quiet" @click=${() => work.cancel(true)}>Cancel all</button>
      <p class="ut-note">Then ${showControls(waiting.slice(0, 3).join(', '))}${waiting.length > 3 ? ` and ${formatPlural(waiting.length - 3, 'more file')}` : ''}</p>` : nothing);
}

/** @param {Workspace} work */
export function footer({ overview, phase }) {
  const provenance = phase === 'ready' ? overview?.provenance : undefined;
  return html`<footer class="ut-foot"><p><strong>Nothing leaves this page.</strong> ${provenance ? html`
    Engine ${provenance.engine} · seed ${provenance.seed} · ${provenance.model ? html`word vectors <code>${provenance.model.slice(0, 8)}</code>` : 'without word vectors'}
    ${provenance.files.map(({ name, sha256, nRows }) => html` · ${name} (${formatCount(nRows)} rows) <code title=${sha256}>${sha256.slice(0, 8)}</code>`)}` : nothing}</p></footer>`;
}

