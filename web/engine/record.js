/** @import { FileData } from './protocol.js' */
/** @import { AnalyseQuery, FileChoices } from './types/query.js' */

/**
 * One open file, as the page keeps it.
 * @typedef {object} KeptFile
 * @property {string} name
 * @property {FileData} data
 * @property {FileChoices[]} choices What was decided, in order.
 * @property {number} workerId Its id in the worker that lives now.
 */

/**
 * How texts are read: a sample closely, or all of them in their languages.
 * @typedef {'closely' | 'languages'} ReadKind
 */

/**
 * What a reader said of texts.
 * @typedef {object} Read
 * @property {ReadKind} kind
 * @property {Float32Array} vectors One for each text.
 * @property {number} dims
 * @property {string} pack Its hash.
 * @property {string} of Which texts: their `fingerprint`.
 */

/** Which texts these are: as good as themselves for telling whether they are the same. @param {string[]} texts */
export function fingerprint(texts) {
  let [a, b] = [0x811c9dc5, 0x1b873593];
  for (const text of texts) {
    for (let at = 0; at <= text.length; at += 1) {
      const unit = at < text.length ? text.charCodeAt(at) : 0x10000; // where it ends
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 15);
    }
  }
  return [texts.length, a >>> 0, b >>> 0].map((part) => part.toString(36)).join('-');
}

/** What a new worker must be told to stand where the lost one stood. */
export class Record {
  /** @type {Map<number, KeptFile>} By the id that the page knows. */ files = new Map();
  /** @type {Map<string, Blob>} What is loaded beside the page, by its name. */ packs = new Map();
  /** @type {string | undefined} */ project;
  /** @type {AnalyseQuery | undefined} The analysis that was finished. */ analysed;
  /** @type {Read | undefined} What a reader said of the texts of that analysis. */ read;
  #lastFile = 0;

  /**
   * @param {string} name
   * @param {FileData} data
   * @param {number} workerId
   * @returns {number} The id for the page: it outlives the worker.
   */
  add(name, data, workerId) {
    const id = ++this.#lastFile;
    this.files.set(id, { name, data, choices: [], workerId });
    this.analysed = undefined;
    return id;
  }

  /** Forgets the files and what was made of them. */
  clear() {
    this.files.clear();
    this.analysed = undefined;
  }
}
