/** @file The one screen between files and findings: what was understood, and how to correct it. */

/** @import { FileView } from '../engine/protocol.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ENCODINGS, FILE_KINDS } from '../app/role-names.js';
import { download } from '../lib/clipboard.js';
import { formatBytes, formatCount, formatPlural } from '../lib/format.js';
import { showControls } from '../lib/text.js';
import { columnTable } from './columns.js';
import { problemList } from './landing.js';
import { choice, viewHead } from './parts.js';

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
    ${repeat(work.files, ({ id }) => id, (file) => fileSection(ctx, file))}
    ${options(ctx)}
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
    <button type="button" class="ut-primary" id="analyse" ?disabled=${!hasVerbatim}
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
    formatPlural(file.nRows, 'row'), formatPlural(file.columns.length, 'column'), file.encoding,
    delimiterName(file.dialect.delimiter), formatBytes(file.nBytes), file.flavour ? `looks like ${file.flavour}` : '',
  ].filter(Boolean);
  return html`<section class="ut-file" aria-labelledby="file-${file.id}">
    <header>
      <h2 id="file-${file.id}">${showControls(file.name)}</h2>
      ${choice('Rows are', file.kind, FILE_KINDS, (kind) => void work.choose(file.id, { kind: /** @type {any} */ (kind) }))}
      <button type="button" class="ut-quiet" @click=${() => void work.close(file.id)} aria-label="Remove ${file.name}">Remove</button>
    </header>
    <p class="ut-muted">${facts.join(' · ')}${file.kindEvidence ? html` · ${file.kindEvidence}` : nothing}</p>
    ${asks(ctx, file)}
    ${notices(file)}
    ${columnTable(ctx, file)}
    ${reading(ctx, file)}
  </section>`;
}

/**
 * @param {Context} ctx
 * @param {FileView} file
 */
function asks({ work }, file) {
  const open = file.columns.flatMap((column) => (column.ask ? [{ column, ask: column.ask }] : []));
  return open.map(({ column, ask }) => html`<div class="ut-ask" role="group" aria-label=${ask.question}>
    <p><strong>${column.name}</strong> ${ask.question} <span class="ut-muted">e.g. ${column.samples.slice(0, 2).join(', ')}</span></p>
    ${ask.answers.map(([code, words]) => html`<button type="button" aria-pressed=${column.dateOrder === words}
      @click=${() => void work.choose(file.id, { dateOrders: [[column.name, /** @type {any} */ (code)]] })}>${words}</button>`)}
  </div>`);
}

/** @param {FileView} file */
function notices({ notices: all, nRepaired, nSetAside }) {
  if (all.length === 0) return nothing;
  const parts = [
    nRepaired > 0 ? `${formatPlural(nRepaired, 'row')} repaired` : '',
    nSetAside > 0 ? `${formatPlural(nSetAside, 'line')} set aside` : '',
  ].filter(Boolean);
  return html`<details class="ut-notices"><summary>${formatPlural(all.length, 'notice')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}</summary>
    <ul>${all.map(({ message, count, places }) => html`<li>${message}${count > 1 ? html` <span>${formatCount(count)}×</span>` : nothing}
      ${places.length > 0 ? html`<span class="ut-muted">line ${places.slice(0, 8).join(', ')}${places.length > 8 || count > places.length ? ' …' : ''}</span>` : nothing}</li>`)}
    </ul></details>`;
}

/** @param {Context} ctx */
function overviewNotices({ work }) {
  const { overview } = work;
  if (!overview) return nothing;
  const missing = overview.capabilities.filter(({ available }) => !available);
  return html`
    ${missing.length > 0 ? html`<ul class="ut-lacks">${missing.map(({ reason }) => html`<li>${reason}</li>`)}</ul>` : nothing}
    ${overview.notices.length > 0 ? html`<details class="ut-notices"><summary>${formatPlural(overview.notices.length, 'notice')} on the whole</summary>
      <ul>${overview.notices.map(({ message, count }) => html`<li>${message}${count > 1 ? html` <span>${formatCount(count)}×</span>` : nothing}</li>`)}</ul></details>` : nothing}`;
}

/**
 * How the file is read; a change reads it again.
 * @param {Context} ctx
 * @param {FileView} file
 */
function reading({ work }, file) {
  const known = ENCODINGS.some(([code]) => code.toLowerCase() === file.encoding.toLowerCase());
  /** @type {readonly (readonly [string, string])[]} */
  const encodings = known ? ENCODINGS : [[file.encoding, file.encoding], ...ENCODINGS];
  const encoding = encodings.find(([code]) => code.toLowerCase() === file.encoding.toLowerCase())?.[0] ?? '';
  return html`<details class="ut-reading"><summary>How it is read, and the first rows</summary>
    <div class="ut-row">
      ${choice('Encoding', encoding, encodings, (value) => void work.choose(file.id, { encoding: value }))}
      ${choice('Delimiter', file.dialect.delimiter, delimiters(file.dialect.delimiter), (value) => void work.choose(file.id, { delimiter: value }))}
      ${choice('Header rows', String(file.dialect.nHeader), [['0', '0'], ['1', '1'], ['2', '2'], ['3', '3']],
        (value) => void work.choose(file.id, { nHeader: Number(value) }))}
    </div>
    <div class="ut-scroll" tabindex="0" role="group" aria-label="First rows of ${file.name}"><table class="ut-table ut-preview">
      <caption class="ut-hidden">First rows of ${file.name}</caption>
      <thead><tr>${file.columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${file.preview.slice(0, 8).map((row) => html`<tr>${row.map((cell) => html`<td dir="auto">${showControls(cell.slice(0, 120))}</td>`)}</tr>`)}</tbody>
    </table></div>
  </details>`;
}

/** @param {string} own */
function delimiters(own) {
  const usual = [',', ';', '\t', '|'];
  return (usual.includes(own) ? usual : [own, ...usual]).map((code) => /** @type {const} */ ([code, delimiterName(code)]));
}

/** @param {string} delimiter */
function delimiterName(delimiter) {
  /** @type {Record<string, string>} */
  const names = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
  return names[delimiter] ?? (delimiter === '' ? 'no delimiter' : `“${delimiter}”`);
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
      <ol class="ut-history">${ctx.work.project?.history.map((line) => html`<li>${line}</li>`)}</ol></details>` : nothing}
  </section>`;
}
