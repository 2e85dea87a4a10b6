/** @file Keeping what is open and decided in this browser. */

/** @import { Saved, Storage } from '../lib/storage.js' */

/** Saves one after the other, or a slow earlier save would replace a later one. */
export class Keeper {
  /** Whether the last save worked, in words: `''` before the first. */ saved = '';
  /** @type {Storage} */ #storage;
  /** What is to be saved, asked when its turn comes. @type {() => Promise<Saved | undefined>} */ #gather;
  #isUnsaved = false;
  #saving = Promise.resolve();

  /**
   * @param {Storage} storage
   * @param {() => Promise<Saved | undefined>} gather Nothing where nothing is open.
   */
  constructor(storage, gather) {
    this.#storage = storage;
    this.#gather = gather;
  }

  /** Saves; what was asked for while another save went on is one save. */
  save() {
    this.#isUnsaved = true;
    this.#saving = this.#saving.then(() => this.#keep());
    return this.#saving;
  }

  async #keep() {
    if (!this.#isUnsaved) return;
    this.#isUnsaved = false;
    const own = await this.#gather();
    if (!own) {
      await this.#storage.clear();
      return;
    }
    const kept = await this.#storage.save(own);
    this.saved = kept ? 'Saved in this browser' : 'Not saved in this browser: keep the project file';
  }
}
