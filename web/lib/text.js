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
