/** @file What was pasted or dropped, as files. */

import { toCsv } from './clipboard.js';

/**
 * Pasted text as a file: a sheet range keeps its tabs, plain lines become one column.
 * @param {string} text
 * @returns {{ name: string, content: string } | undefined} Nothing for an empty paste.
 */
export function fileOfText(text) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length === 0) return undefined;
  if (/^\s*[[{]/.test(text) && isJson(text, filled)) return { name: 'pasted.json', content: text };
  if (filled.some((line) => line.includes('\t'))) return { name: 'pasted.tsv', content: text };
  if (looksDelimited(filled)) return { name: 'pasted.csv', content: text };
  const quoted = filled.map((line) => `"${line.trim().replaceAll('"', '""')}"`).join('\r\n');
  return { name: 'pasted.csv', content: `${toCsv([['verbatim']])}${quoted}\r\n` };
}

/**
 * @param {string} text
 * @param {string[]} lines
 */
function isJson(text, lines) {
  for (const candidate of [text, lines[0] ?? '']) {
    try {
      JSON.parse(candidate);
      return true;
    } catch {
      // Not this one.
    }
  }
  return false;
}

/**
 * Whether all of the first lines have the same number of commas or semicolons, header first.
 * @param {string[]} lines
 */
function looksDelimited(lines) {
  const [header = '', ...rest] = lines.slice(0, 20);
  for (const delimiter of [',', ';', '|']) {
    const n = unquotedCount(header, delimiter);
    const isHeader = n > 0 && !/[.!?]\s*$/.test(header) && !header.includes(`${delimiter} `);
    if (isHeader && rest.length > 0 && rest.every((line) => unquotedCount(line, delimiter) >= n)) {
      return true;
    }
  }
  return false;
}

/**
 * @param {string} line
 * @param {string} delimiter
 */
function unquotedCount(line, delimiter) {
  return line.replace(/"[^"]*"/g, '').split(delimiter).length - 1;
}

/**
 * All files of a drop, those in folders too.
 * @param {DataTransfer} transfer
 * @returns {Promise<File[]>}
 */
export async function filesOfDrop(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const lists = await Promise.all(entries.map((entry) => (entry ? filesOfEntry(entry, 0) : [])));
  const files = lists.flat();
  return files.length > 0 ? files : [...transfer.files];
}

/**
 * @param {FileSystemEntry | File} entry
 * @param {number} depth
 * @returns {Promise<File[]>}
 */
async function filesOfEntry(entry, depth) {
  if (entry instanceof File) return [entry];
  if (entry.isFile) {
    const file = /** @type {FileSystemFileEntry} */ (entry);
    return new Promise((resolve) => file.file((found) => resolve([found]), () => resolve([])));
  }
  if (depth > 4) return [];
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const inside = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
  const visible = inside.filter((child) => !child.name.startsWith('.'));
  return (await Promise.all(visible.map((child) => filesOfEntry(child, depth + 1)))).flat();
}
