/** @file Text on its way to a spreadsheet, a chat or a file: never a formula, never markup. */

const RISKY = /^[\s"'\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212|%]/u;
const CONTROL_START = /^[\t\r\n\0]/;
const PLAIN_NUMBER = /^\s*[+-]?(\d+([.,]\d+)*|\.\d+)([eE][+-]?\d+)?\s*%?\s*$/;

/**
 * A text cell that no spreadsheet takes for a formula: an apostrophe is put before what looks like
 * one (OWASP ASVS 5, 1.2.10), plain numbers stay as they are.
 * @param {string} text
 */
export function neutraliseCell(text) {
  if (CONTROL_START.test(text)) return `'${text}`;
  if (!RISKY.test(text) || PLAIN_NUMBER.test(text)) return text;
  return `'${text}`;
}

/**
 * One cell as text; numbers stay numbers, undefined is empty.
 * @param {string | number | null | undefined} cell
 */
function cellText(cell) {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  return typeof cell === 'number' ? String(cell) : neutraliseCell(cell);
}

/** @typedef {(string | number | null | undefined)[][]} Grid Rows of cells, header first. */

/**
 * Tab-separated text for a paste into a sheet; tabs and line breaks in cells become spaces.
 * @param {Grid} grid
 */
export function toTsv(grid) {
  return grid
    .map((row) => row.map((cell) => cellText(cell).replace(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n');
}

/**
 * Comma-separated text by RFC 4180.
 * @param {Grid} grid
 */
export function toCsv(grid) {
  return grid.map((row) => row.map(quoteCsv).join(',')).join('\r\n') + '\r\n';
}

/** @param {string | number | null | undefined} cell */
function quoteCsv(cell) {
  const text = cellText(cell);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A Markdown table; what Markdown would take for markup is escaped.
 * @param {Grid} grid
 */
export function toMarkdown(grid) {
  const [head = [], ...body] = grid;
  /** @param {Grid[number]} row */
  const line = (row) => `| ${row.map((cell) => escapeMarkdown(plain(cell))).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...body.map(line)].join('\n') + '\n';
}

/** @param {string | number | null | undefined} cell */
function plain(cell) {
  return cell === null || cell === undefined || Number.isNaN(cell) ? '' : String(cell);
}

/**
 * Text that Markdown shows as it is.
 * @param {string} text
 */
export function escapeMarkdown(text) {
  return text.replace(/[\\|`[\]<>!*_#]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}

/**
 * An HTML table as text for the clipboard, everything escaped.
 * @param {Grid} grid
 */
export function toHtmlTable(grid) {
  /** @param {Grid[number]} row @param {string} tag */
  const line = (row, tag) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cellText(cell))}</${tag}>`).join('')}</tr>`;
  const [head = [], ...body] = grid;
  return `<table><thead>${line(head, 'th')}</thead><tbody>${body.map((row) => line(row, 'td')).join('')}</tbody></table>`;
}

/**
 * Text that HTML shows as it is.
 * @param {string} text
 */
export function escapeHtml(text) {
  return text
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
    .replaceAll('\u2028', '&#x2028;').replaceAll('\u2029', '&#x2029;');
}

/**
 * Puts text on the clipboard, with an HTML form beside it where given. A text that is still being
 * made is promised to the clipboard: some browsers take nothing once the press is over.
 * @param {string | Promise<string>} text
 * @param {string} [html]
 * @returns {Promise<boolean>} Whether it worked.
 */
export async function copyText(text, html) {
  const blob = (/** @type {string} */ own) => new Blob([own], { type: 'text/plain' });
  try {
    if (typeof ClipboardItem === 'function' && navigator.clipboard.write) {
      await navigator.clipboard.write([new ClipboardItem({
        'text/plain': typeof text === 'string' ? blob(text) : text.then(blob),
        ...(html && { 'text/html': new Blob([html], { type: 'text/html' }) }),
      })]);
    } else {
      await navigator.clipboard.writeText(await text);
    }
    return true;
  } catch {
    return copyBySelection(await text);
  }
}

/**
 * The older way, for pages without clipboard permission.
 * @param {string} text
 */
function copyBySelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'ut-offscreen';
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const worked = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return worked;
}

/**
 * Offers bytes or text as a file.
 * @param {string} name
 * @param {string | Uint8Array<ArrayBuffer>} content
 * @param {string} type
 */
export function download(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[^\p{L}\p{N}._ -]+/gu, '_').slice(0, 120) || 'undertone';
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
