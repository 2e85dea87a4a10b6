/** @file The load report of a file: what became of each line, how it was read, and how to change that. */

/** @import { FileView, NoticeView } from '../engine/types/file.js' */
/** @import { FileChoices } from '../engine/types/query.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { ENCODINGS, ROLE_NAMES } from '../app/role-names.js';
import { formatCount, formatPlural } from '../lib/format.js';
import { showControls } from '../lib/text.js';
import { choice } from './parts.js';

/** Notices about lines that are no data, and about rows that were repaired. */
const ASIDE = ['preamble', 'footer', 'repeated-header'];
const BLANK = ['blank-line'];
const REPAIRED = ['short-row', 'long-row', 'inner-quote', 'unclosed-quote', 'surplus-cell'];

/**
 * @param {FileView} file
 * @param {boolean} isOpen
 */
export function loadReport(file, isOpen) {
  const { nRows, nRepaired, nSetAside, notices } = file;
  const { blank } = linesOf(file);
  const known = [...ASIDE, ...BLANK, ...REPAIRED];
  const others = notices.filter(({ code }) => !known.includes(code));
  const head = [
    `${formatPlural(nRows, 'row')} read`, nRepaired > 0 ? `${formatCount(nRepaired)} repaired` : '',
    nSetAside > 0 ? `${formatPlural(nSetAside, 'line')} set aside` : '', blank > 0 ? `${formatCount(blank)} blank` : '',
    others.length > 0 ? formatPlural(others.length, 'remark') : '',
  ];
  return html`<details class="ut-notices" ?open=${isOpen}><summary>${head.filter(Boolean).join(', ')}</summary>
    ${group('Repaired', notices, REPAIRED)}${group('Set aside', notices, ASIDE)}${group('Left out', notices, BLANK)}
    ${others.length > 0 ? html`<h3>Remarks</h3>${noticeList(others)}` : nothing}
    <p class="ut-note">${sumOf(file)}</p>
  </details>`;
}

/**
 * @param {string} title
 * @param {readonly NoticeView[]} notices
 * @param {readonly string[]} codes
 */
function group(title, notices, codes) {
  const own = notices.filter(({ code }) => codes.includes(code));
  return own.length > 0 ? html`<h3>${title}</h3>${noticeList(own)}` : nothing;
}

/** @param {readonly NoticeView[]} notices */
export function noticeList(notices) {
  return html`<ul>${notices.map(({ message, count, places }) => html`<li><strong>${formatCount(count)}×</strong>
    ${message.charAt(0).toUpperCase()}${showControls(message.slice(1))}
    ${places.length > 0 ? html`<span class="ut-muted">${places.length > 1 ? 'lines' : 'line'} ${places.slice(0, 8).join(', ')}${count > Math.min(8, places.length) ? ' …' : ''}</span>` : nothing}</li>`)}</ul>`;
}

/**
 * What became of the lines of a file. A blank line above or below the data counts as blank.
 * @param {FileView} file
 */
export function linesOf({ nLines, nRows, nSetAside, dialect, notices }) {
  const countOf = (/** @type {string} */ code) => notices.find((notice) => notice.code === code)?.count ?? 0;
  const around = dialect.nPreamble + dialect.nFooter + countOf('repeated-header');
  const blank = countOf('blank-line') + Math.max(0, around - nSetAside);
  return { blank, inner: nLines - dialect.nHeader - nRows - nSetAside - blank };
}

/**
 * The sum of all lines, where it comes out.
 * @param {FileView} file
 */
export function sumOf(file) {
  const { nLines, nRows, nSetAside, dialect } = file;
  const { blank, inner } = linesOf(file);
  if (inner < 0) return '';
  const parts = [
    [dialect.nHeader, dialect.nHeader === 1 ? 'header line' : 'header lines'], [nRows, nRows === 1 ? 'row' : 'rows'], [nSetAside, 'set aside'], [blank, 'blank'],
    [inner, inner === 1 ? 'line break inside a cell' : 'line breaks inside cells'],
  ];
  return `${formatPlural(nLines, 'line')} = ${parts.filter(([n]) => n !== 0).map(([n, what]) => `${formatCount(Number(n))} ${what}`).join(' + ')}`;
}

/**
 * How the file is read; a change reads it again.
 * @param {Context} ctx
 * @param {FileView} file
 */
export function reading({ work }, file) {
  const { dialect } = file;
  const same = (/** @type {string} */ code) => code.toLowerCase() === file.encoding.toLowerCase();
  /** @type {readonly (readonly [string, string])[]} */
  const encodings = ENCODINGS.some(([code]) => same(code)) ? ENCODINGS : [[file.encoding, file.encoding], ...ENCODINGS];
  const encoding = encodings.find(([code]) => same(code)) ?? ['', ''];
  /** @param {string} name @param {string} value @param {readonly (readonly [string, string])[]} options @param {(value: string) => FileChoices} made */
  const select = (name, value, options, made) => choice(name, value, options, (code) =>
    void work.choose(file.id, made(code), `${name}: ${options.find(([own]) => own === code)?.[1]}`));
  const format = work.formatOf(file.id);
  const facts = [format || `${encoding[1]}, ${delimiterName(dialect.delimiter)}`, formatPlural(dialect.nHeader, 'header row')];
  return html`<details class="ut-reading"><summary>How it is read: ${facts.join(', ')}; the first rows</summary>
    <div class="ut-row">
      ${format ? nothing : select('Encoding', encoding[0], encodings, (value) => ({ encoding: value }))}
      ${format ? nothing : select('Delimiter', dialect.delimiter, delimiters(dialect.delimiter), (value) => ({ delimiter: value }))}
      ${select('Header rows', String(dialect.nHeader), [['0', '0'], ['1', '1'], ['2', '2'], ['3', '3']], (value) => ({ nHeader: Number(value) }))}
      ${file.repair || file.choices.repair !== null ? select('Wrongly saved text', file.choices.repair ? 'yes' : 'no', [['no', 'as it is'], ['yes', 'repaired']],
        (value) => ({ repair: value === 'yes' })) : nothing}
    </div>
    <p class="ut-note">${format ? '' : writing(dialect)}The order of day and month stands at each date column.</p>
    ${previewTable(file, `First rows of ${file.name}`)}
  </details>`;
}

/**
 * How cells and lines are written, in words.
 * @param {FileView['dialect']} dialect
 */
function writing({ quote, escape, lineEnd }) {
  const escaped = { doubled: 'doubled', backslash: 'after a backslash', none: 'as they are' }[escape];
  return html`${quote ? html`Cells are quoted with <code>${quote}</code>, quotes inside them ${escaped}` : 'Quotes are ordinary characters'};
    lines end with ${{ lf: 'LF', crlf: 'CR LF', cr: 'CR', mixed: 'LF or CR LF' }[lineEnd]}. `;
}

/**
 * @param {FileView} file
 * @param {string} caption
 */
export function previewTable(file, caption) {
  return html`<div class="ut-scroll" tabindex="0" role="group" aria-label=${caption}><table class="ut-table ut-preview">
    <caption class="ut-hidden">${caption}</caption>
    <thead><tr>${file.columns.map(({ name, role }) => html`<th scope="col">${showControls(name)}${role ? html`<br><span>${ROLE_NAMES.find(([code]) => code === role)?.[1]}</span>` : nothing}</th>`)}</tr></thead>
    <tbody>${file.preview.slice(0, 8).map((row) => html`<tr>${row.map((cell) => html`<td dir="auto">${showControls(cell.slice(0, 120))}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/**
 * What the first rows of a large file say, while the rest is read.
 * @param {FileView} file
 */
export function firstLook(file) {
  const { columns } = file;
  return html`<section class="ut-look"><h2>The first rows; still reading</h2>
    <p class="ut-note">A first look: ${formatPlural(columns.length, 'column')}, ${file.encoding}, ${delimiterName(file.dialect.delimiter)}. What they mean is settled when the whole file is read.</p>
    ${previewTable(file, 'The first rows')}</section>`;
}

/** @param {string} own */
function delimiters(own) {
  const usual = [',', ';', '\t', '|'];
  return (usual.includes(own) ? usual : [own, ...usual]).map((code) => /** @type {const} */ ([code, delimiterName(code)]));
}

/** @param {string} delimiter */
function delimiterName(delimiter) {
  /** @type {Record<string, string>} */
  const names = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ', ': 'comma and space', '\u001f': 'unit separator' };
  return names[delimiter] ?? (delimiter === '' ? 'no delimiter' : `“${delimiter}”`);
}
