/** @import { Api, Arrival, Hello, Request, Response, WireError } from './protocol.js' */
/** @import { ProgressView } from './types/overview.js' */

/**
 * @typedef {object} LineEvents
 * @property {(message: string) => void} died The worker is lost; everything pending was rejected.
 * @property {(json: string) => void} project The project file changed.
 * @property {(method: keyof Api, ms: number) => void} timed A call took this long in the worker.
 */

/**
 * @typedef {object} Waiting
 * @property {keyof Api} method
 * @property {(value: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {((progress: ProgressView) => void) | undefined} onProgress
 */

/** The line to one worker: calls by id, every one of which settles, come what may. */
export class Line {
  /** @type {Worker} */ #worker;
  /** @type {LineEvents} */ #events;
  /** @type {Map<number, Waiting>} */ #waiting = new Map();
  #lastId = 0;
  #isDead = false;
  #doing = '';

  /**
   * @param {Worker} worker
   * @param {WebAssembly.Module} module The compiled engine.
   * @param {LineEvents} events
   */
  constructor(worker, module, events) {
    this.#worker = worker;
    this.#events = events;
    worker.addEventListener('message', (event) => this.#settle(event.data));
    worker.addEventListener('error', (event) => this.#lose(event.message ?? ''));
    worker.addEventListener('messageerror', () => this.#lose('a message could not be read'));
    worker.postMessage(/** @type {Hello} */ ({ module }));
  }

  /**
   * Brings the analysis to the worker; until then the worker opens files and lets other calls wait.
   * @param {WebAssembly.Module} analysis
   */
  bring(analysis) {
    if (!this.#isDead) this.#worker.postMessage(/** @type {Arrival} */ ({ analysis }));
  }

  /**
   * Calls one method in the worker.
   * @template {keyof Api} M
   * @param {M} method
   * @param {Parameters<Api[M]>} args
   * @param {(progress: ProgressView) => void} [onProgress]
   * @returns {Promise<ReturnType<Api[M]>>}
   */
  call(method, args, onProgress) {
    if (this.#isDead) return Promise.reject(errorOf('crashed', 'The engine is not running'));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject, onProgress });
      this.#worker.postMessage(/** @type {Request} */ ({ id, method, args }));
    });
  }

  /**
   * Ends the worker; everything pending is rejected.
   * @param {string} code
   * @param {string} message
   */
  end(code, message) {
    this.#isDead = true;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(errorOf(code, message));
    this.#waiting.clear();
  }

  /** @param {Response} response */
  #settle({ id, result, error, progress, ms, project }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (progress) {
      this.#doing = progress.label;
      waiting.onProgress?.(progress);
      return;
    }
    if (error?.code === 'crashed') return this.#lose(error.message);
    this.#doing = '';
    this.#waiting.delete(id);
    if (project !== undefined) this.#events.project(project);
    if (ms !== undefined) this.#events.timed(waiting.method, ms);
    if (error) waiting.reject(errorOf(error.code, error.message, error.name));
    else waiting.resolve(result);
  }

  /** @param {string} cause */
  #lose(cause) {
    if (this.#isDead) return;
    const doing = this.#doing ? ` (${this.#doing})` : '';
    const message = `The engine stopped unexpectedly${doing} and was started again: ${cause}`;
    this.end('crashed', message);
    this.#events.died(message);
  }
}

/**
 * An Error that carries a stable code.
 * @param {string} code
 * @param {string} message
 * @param {string} [name]
 * @returns {Error & { code: string }}
 */
export function errorOf(code, message, name = 'Error') {
  return Object.assign(new Error(message), { code, name });
}
