/** @file Typed columns for libraries that give rows of strings. */

/** @import { Seen } from './run.js' */

const FIRST_CAPACITY = 1 << 16;

/** Values by code, in the order in which they came. */
class Category {
  /** @type {Map<string, number>} */ codeOf = new Map();
  codes = new Uint8Array(FIRST_CAPACITY);

  /** @param {number} row @param {string} value */
  set(row, value) {
    let code = this.codeOf.get(value);
    if (code === undefined) this.codeOf.set(value, (code = this.codeOf.size));
    this.codes[row] = code;
  }
}

/** The columns of the benchmark's file. */
export class Columns {
  #rows = 0;
  #capacity = FIRST_CAPACITY;
  /** @type {string[]} */ #ids = [];
  #times = new Float64Array(FIRST_CAPACITY);
  /** 0 is a missing score. */
  #scores = new Uint8Array(FIRST_CAPACITY);
  #categories = [new Category(), new Category(), new Category(), new Category()];
  #arr = new Float64Array(FIRST_CAPACITY);
  /** @type {string[]} */ #texts = [];

  /** @param {string[]} row */
  push(row) {
    const at = this.#rows++;
    if (at === this.#capacity) this.#grow();
    this.#ids.push(row[0] ?? '');
    this.#times[at] = Date.parse(row[1] ?? '');
    this.#scores[at] = Number(row[2]);
    for (let i = 0; i < 4; i++) this.#categories[i]?.set(at, row[3 + i] ?? '');
    this.#arr[at] = Number(row[7]);
    this.#texts.push(row[8] ?? '');
  }

  #grow() {
    this.#capacity *= 2;
    this.#times = grown(this.#times, new Float64Array(this.#capacity));
    this.#scores = grown(this.#scores, new Uint8Array(this.#capacity));
    this.#arr = grown(this.#arr, new Float64Array(this.#capacity));
    for (const category of this.#categories) {
      category.codes = grown(category.codes, new Uint8Array(this.#capacity));
    }
  }

  /** @returns {Seen} */
  seen() {
    const scores = this.#scores.subarray(0, this.#rows);
    return {
      rows: this.#rows,
      csatSum: scores.reduce((sum, score) => sum + score, 0),
      csatMissing: scores.reduce((n, score) => n + (score === 0 ? 1 : 0), 0),
      areas: this.#categories[0]?.codeOf.size ?? 0,
      textUnits: this.#texts.reduce((sum, text) => sum + text.length, 0),
    };
  }
}

/**
 * @template {Uint8Array | Float64Array} A
 * @param {A} from
 * @param {A} to
 */
function grown(from, to) {
  to.set(from);
  return to;
}
