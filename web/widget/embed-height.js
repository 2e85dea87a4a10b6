/** @file The only message that the page outside listens to. */

const LEAST = 80;
const MOST = 4000;

/**
 * The height that a framed widget asks for, kept within bounds; none for any other message.
 * @param {unknown} data
 * @returns {number | undefined}
 */
export function heightOf(data) {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, v, height } = /** @type {Record<string, unknown>} */ (data);
  if (type !== 'undertone:height' || v !== 1 || typeof height !== 'number' || !Number.isFinite(height)) return undefined;
  return Math.min(MOST, Math.max(LEAST, Math.round(height)));
}
