/** @file The last project, kept in this browser where that is allowed; the page works without. */

/** @import { PackedTable } from '../engine/protocol.js' */
/** @import { Read } from '../engine/record.js' */
/** @import { AnalyseQuery, FileChoices } from '../engine/types/query.js' */
import { openDB } from 'idb';

/** More than this is not kept: the reader still has the files. */
const MAX_BYTES = 200_000_000;

/**
 * @typedef {object} Saved
 * @property {{ name: string, blob: Blob | PackedTable, choices: FileChoices }[]} files
 * @property {string} project The project file, `''` when nothing was decided.
 * @property {AnalyseQuery} options
 * @property {boolean} isSample
 * @property {Read} [read] What a reader said of the texts, where one read them.
 */

/** Saves, loads and clears; every failure is an answer, never an exception. */
export class Storage {
  /** @type {Promise<import('idb').IDBPDatabase> | undefined} */ #db;

  #open() {
    this.#db ??= openDB('undertone', 1, { upgrade: (db) => void db.createObjectStore('project') });
    return this.#db;
  }

  /**
   * @param {Saved} saved
   * @returns {Promise<boolean>} Whether it was kept.
   */
  async save(saved) {
    const bytes = saved.files.reduce((sum, { blob }) => sum + blob.size, 0);
    if (bytes > MAX_BYTES) return false;
    const { read, ...rest } = saved;
    const isRoom = bytes + (read?.vectors.byteLength ?? 0) <= MAX_BYTES;
    try {
      await (await this.#open()).put('project', isRoom ? saved : rest, 'last');
      return true;
    } catch {
      return false;
    }
  }

  /** @returns {Promise<Saved | undefined>} */
  async load() {
    try {
      const saved = await (await this.#open()).get('project', 'last');
      return Array.isArray(saved?.files) && saved.files.length > 0 ? saved : undefined;
    } catch {
      return undefined;
    }
  }

  /** Forgets what was kept. */
  async clear() {
    try {
      await (await this.#open()).delete('project', 'last');
    } catch {
      // There was nothing that could be kept.
    }
  }
}
