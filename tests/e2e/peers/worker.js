/** @file The worker's half of a contestant that is a plain JavaScript library. */

/** @import { Contestant } from './page.js' */

/**
 * Answers the calls of `inWorker`.
 * @param {Omit<Contestant, 'prepare'>} contestant
 */
export function answer(contestant) {
  const methods = { prepare: async () => {}, ...contestant };
  addEventListener('message', async ({ data: { method, file } }) => {
    try {
      const result = await methods[/** @type {keyof typeof methods} */ (method)](file);
      postMessage({ result });
    } catch (error) {
      postMessage({ error: String(error) });
    }
  });
}
