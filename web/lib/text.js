/** @file Customers' words in pieces that can be shown one by one as text. */

/** @import { MarkView } from '../engine/types/verbatim.js' */

/**
 * A piece of a verbatim, with the labels that its words led to.
 * @typedef {{ text: string, marks: MarkView[] }} Piece
 */

/**
 * Cuts a verbatim at the ends of its marks. Joined, the pieces are the verbatim again; marks that
 * lie outside or the wrong way round are left out.
 * @param {string} text
 * @param {readonly MarkView[]} marks
 * @returns {Piece[]}
 */
export function piecesOf(text, marks) {
  const valid = marks.filter(({ start, end }) => start >= 0 && start < end && end <= text.length);
  const cuts = new Set([0, text.length]);
  for (const { start, end } of valid) cuts.add(start).add(end);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((end, idx) => {
    const start = places[idx] ?? 0;
    return {
      text: showControls(text.slice(start, end)),
      marks: valid.filter((mark) => mark.start <= start && mark.end >= end),
    };
  }).filter((piece) => piece.text !== '');
}

/**
 * What a description says beyond the terms that it begins with, without its quotation marks; `''` for
 * nothing.
 * @param {string} description
 * @param {readonly string[]} terms
 */
export function beyondTerms(description, terms) {
  const [head = '', ...rest] = description.split(': ');
  const known = head.split(', ');
  const isTerms = known.every((part) => terms.includes(part));
  return isTerms ? rest.join(': ').replace(/^[“”"«»\s]+|[“”"«»\s]+$/g, '') : description;
}

/**
 * A decision in words, with the names of themes for their ids. A theme that is gone is called what its
 * id says.
 * @param {string} line
 * @param {readonly { id: string, name: string }[]} themes
 */
export function withNames(line, themes) {
  const name = (/** @type {string} */ id) => `“${themes.find((own) => own.id === id)?.name ?? id.replaceAll('-', ' ')}”`;
  const id = '([\\p{L}\\p{M}\\p{N}-]+)';
  return line
    .replace(new RegExp(`^(Merged theme .+) into ${id}$`, 'u'), (_, before, into) => `${before} into ${name(into)}`)
    .replace(new RegExp(`^((?:Renamed|Merged|Pinned|Unpinned|Deleted|Set) )theme ${id}`, 'u'), (_, before, own) => before + name(own))
    .replace(new RegExp(`theme ${id}$`, 'u'), (_, own) => name(own));
}

/** @type {Readonly<Record<string, string>>} */
const CONTROLS = {
  '\u202a': 'LRE', '\u202b': 'RLE', '\u202c': 'PDF', '\u202d': 'LRO', '\u202e': 'RLO',
  '\u2066': 'LRI', '\u2067': 'RLI', '\u2068': 'FSI', '\u2069': 'PDI',
};

/**
 * Signs that reorder the text around them become visible.
 * @param {string} text
 */
export function showControls(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (sign) => `[${CONTROLS[sign]}]`);
}
