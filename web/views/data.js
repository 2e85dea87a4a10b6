/** @file The one screen between files and findings: what was understood, and how to correct it. */

/** @import { FileView } from '../engine/types/file.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { FILE_KINDS } from '../app/role-names.js';
import { hasChoices } from '../app/workspace.js';
import { download } from '../lib/clipboard.js';
import { formatBytes, formatPlural } from '../lib/format.js';
import { showControls, withNames } from '../lib/text.js';
import { columnTable } from './columns.js';
import { labelsSection } from './labels.js';
import { problemList } from './landing.js';
import { choice, viewHead } from './parts.js';
import { loadReport, noticeList, reading } from './report.js';

/**
 * @param {Context} ctx
 * @param {{ pick: () => void, paste: () => void }} ways
 */
export function dataView(ctx, ways) {
  const { work } = ctx;
  const isMapping = work.phase === 'mapping';
  return html`
    ${viewHead('Data', isMapping
      ? 'This is how your files were understood. Correct what is wrong; everything else is done.'
      : 'What the findings rest on. Change a role, add a file, or take the results with you.',
    html`<button type="button" class="ut-quiet" @click=${ways.pick}>Add files</button>
      <button type="button" class="ut-quiet" @click=${ways.paste}>Paste</button>
      <button type="button" class="ut-quiet" @click=${() => void work.forget()}>Forget everything</button>`)}
    ${problemList(work.problems)}
    ${isMapping ? nothing : overviewNotices(ctx)}
    ${questions(ctx)}
    ${repeat(work.files, ({ id }) => id, (file) => fileSection(ctx, file))}
    ${options(ctx)}
    ${isMapping ? nothing : labelsSection(ctx)}
    ${isMapping ? nothing : exportsSection(ctx)}
    ${isMapping || work.isStale ? confirmBar(ctx) : nothing}`;
}

/** @param {Context} ctx */
function confirmBar({ work }) {
  const feedback = work.files.filter(({ kind }) => kind === 'feedback');
  const rows = feedback.reduce((sum, { nRows }) => sum + nRows, 0);
  const hasVerbatim = feedback.some(({ columns }) => columns.some(({ role }) => role === 'verbatim'));
  return html`<div class="ut-confirm">
    <p>${hasVerbatim
      ? html`${formatPlural(rows, 'item')} of feedback, ready to read.`
      : html`No column holds customers’ words yet: choose the <em>Verbatim</em> column above, or add a file that has one.`}</p>
    <button type="button" class="ut-primary" id="analyse" ?disabled=${!hasVerbatim || work.reading !== undefined}
      @click=${() => void work.analyse()}>Looks right — analyse</button>
  </div>`;
}

/**
 * @param {Context} ctx
 * @param {FileView} file
 */
function fileSection(ctx, file) {
  const { work } = ctx;
  const facts = [
    formatPlural(file.nRows, 'row'), formatPlural(file.columns.length, 'column'), formatBytes(file.nBytes),
    file.flavour ? `looks like ${file.flavour}` : '',
  ].filter(Boolean);
  return html`<section class="ut-file" aria-labelledby="file-${file.id}">
    <header>
      <h2 id="file-${file.id}" tabindex="-1">${showControls(file.name)}</h2>
      ${choice('Rows are', file.kind, FILE_KINDS, (kind) => void work.choose(file.id, { kind: /** @type {any} */ (kind) },
        `Rows are ${FILE_KINDS.find(([code]) => code === kind)?.[1]}`))}
      <button type="button" class="ut-quiet" @click=${() => void work.close(file.id)} aria-label="Remove ${file.name}">Remove</button>
    </header>
    ${work.reading?.id === file.id ? again(ctx, work.reading) : nothing}
    <p class="ut-muted">${facts.join(' · ')}${file.kindEvidence ? html` · ${file.kindEvidence}` : nothing}</p>
    ${chosen(ctx, file)}
    ${loadReport(file, work.phase !== 'mapping')}
    <details class="ut-file-columns" ?open=${work.phase === 'mapping'}><summary>What each column means</summary>
      ${columnTable(ctx, file)}</details>
    ${reading(ctx, file)}
  </section>`;
}

/**
 * A file that is read again.
 * @param {Context} ctx
 * @param {import('../app/turn.js').Reading} reading
 */
function again({ work }, { done, label }) {
  return html`<div class="ut-again"><span>${showControls(label ?? '')} – reading it again …</span>
    <progress max="1" value=${done ?? nothing} aria-label="Reading the file again"></progress>
    <button type="button" class="ut-quiet" title="Cancel (Esc)" @click=${() => work.cancel()}>Cancel</button></div>`;
}

/**
 * What a person decided about a file, and the way back.
 * @param {Context} ctx
 * @param {FileView} file
 */
function chosen({ work }, file) {
  const step = work.lastStep(file.id);
  const has = hasChoices(file.choices);
  if (!has && !step) return nothing;
  return html`<p class="ut-note ut-chosen">${has ? 'Read with your choices, which are remembered for files with the same header.' : 'Read as it was found.'}
    ${step ? html`<button type="button" class="ut-link" @click=${() => void work.undoChoice(step)}>Undo “${showControls(step.label)}”</button>` : nothing}
    ${has ? html`<button type="button" class="ut-link" @click=${() => void work.choose(file.id, { afresh: true }, 'Choices forgotten')}>Forget them</button>` : nothing}</p>`;
}

/** What only the reader knows, first of all. @param {Context} ctx */
function questions({ work }) {
  const several = work.files.length > 1;
  return work.files.flatMap((file) => {
    const name = several ? html`<span class="ut-muted">${showControls(file.name)}</span>` : nothing;
    const answer = (/** @type {import('../engine/types/query.js').FileChoices} */ choices, /** @type {string} */ label) => async () => {
      await work.choose(file.id, choices, label);
      setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector('.ut-ask button, #analyse:enabled') ?? document.querySelector('.ut-file h2'))?.focus());
    };
    const asks = file.columns.flatMap(({ name: column, ask }) => (ask ? [html`<div class="ut-ask" role="group" aria-label=${ask.question}>
      <p>${showControls(ask.question)} ${name}</p>
      ${ask.answers.map(([code, words]) => html`<button type="button"
        @click=${answer({ dateOrders: [[column, /** @type {any} */ (code)]] }, `${column}: ${words.split(':')[0]}`)}>${words}</button>`)}
    </div>`] : []));
    if (!file.repair || file.choices.repair === false) return asks;
    const [before, after] = file.repair.map(showControls);
    return [...asks, html`<div class="ut-ask" role="group" aria-label="Wrongly saved text">
      <p>Some text was saved in a wrong encoding before it came here: <q>${before}</q> should read <q>${after}</q>. ${name}</p>
      <button type="button" @click=${answer({ repair: true }, 'Repaired text')}>Repair: ${before} → ${after}</button>
      <button type="button" class="ut-quiet" @click=${answer({ repair: false }, 'Text left as it is')}>Leave it as it is</button>
    </div>`];
  });
}

/** @param {Context} ctx */
function overviewNotices({ work }) {
  const { overview } = work;
  if (!overview) return nothing;
  const missing = overview.capabilities.filter(({ available }) => !available);
  return html`
    ${missing.length > 0 ? html`<ul class="ut-lacks">${missing.map(({ reason }) => html`<li>${reason}</li>`)}</ul>` : nothing}
    ${overview.notices.length > 0 ? html`<details class="ut-notices"><summary>${formatPlural(overview.notices.length, 'notice')} on the whole</summary>
      ${noticeList(overview.notices)}</details>` : nothing}`;
}

/** @param {Context} ctx */
function options({ work }) {
  const asOf = work.options.asOf ?? work.overview?.asOf ?? '';
  return html`<details class="ut-options"><summary>Options</summary><div class="ut-row">
    <label class="ut-choice"><span>Today</span><input type="date" .value=${asOf} @change=${(/** @type {Event} */ event) => {
      const { value } = /** @type {HTMLInputElement} */ (event.target);
      work.setOptions({ ...work.options, asOf: value || null });
    }}></label>
    ${choice('Language', work.options.language ?? '', [['', 'Found per item'], ['en', 'English'], ['fr', 'French'], ['de', 'German'], ['es', 'Spanish'], ['ja', 'Japanese']],
      (value) => work.setOptions({ ...work.options, language: value || null }))}
    <p class="ut-note">Today is the newest date of the data unless you say otherwise: the same files give the same findings on any day.</p>
  </div></details>`;
}

/** @param {Context} ctx */
function exportsSection(ctx) {
  /** @type {readonly (readonly [any, string, string])[]} */
  const kinds = [
    ['project.json', 'Project file', 'application/json'], ['items.csv', 'All items with labels', 'text/csv'],
    ['themes.csv', 'Themes', 'text/csv'], ['findings.json', 'Findings', 'application/json'],
    ['report.html', 'Report, one HTML file', 'text/html'], ['snapshot.json', 'Snapshot for the widget', 'application/json'],
  ];
  const themes = ctx.ask('themes', {}, 'theme-names').value?.themes ?? [];
  return html`<section class="ut-extra"><h2 class="ut-section">Take it with you</h2>
    <div class="ut-row">${kinds.map(([kind, name, type]) => html`<button type="button" @click=${async () => {
      try {
        download(`undertone_${kind}`, new Uint8Array(await ctx.work.export({ kind })), type);
      } catch (error) {
        ctx.work.say(error instanceof Error ? error.message : String(error));
      }
    }}>${name}</button>`)}</div>
    <p class="ut-note">${ctx.work.saved}. The project file keeps what you decided, without the data: drop it beside the next export.</p>
    ${(ctx.work.project?.history.length ?? 0) > 0 ? html`<details><summary>${formatPlural(ctx.work.project?.history.length ?? 0, 'decision')}</summary>
      <ol class="ut-history">${ctx.work.project?.history.map((line) => html`<li dir="auto">${withNames(line, themes)}</li>`)}</ol></details>` : nothing}
  </section>`;
}
