/** @file What the address of the framed widget asks for. Codes only: never data, markup or script. */

/**
 * @typedef {object} FrameOptions
 * @property {string} src A file below this page's own address; empty when it is another's.
 * @property {string} view
 * @property {string} theme
 * @property {string} id What the height message is labelled with.
 * @property {Readonly<Record<string, string>>} numbers Attributes that are whole numbers.
 */

/**
 * @param {string} search The query of the address.
 * @param {string} base The address of the page.
 * @returns {FrameOptions}
 */
export function frameOptions(search, base) {
  const params = new URLSearchParams(search);
  /** @param {string} name @param {readonly string[]} known */
  const oneOf = (name, known) => known.find((value) => value === params.get(name)) ?? known[0] ?? '';
  const whole = (/** @type {string} */ name) => /^\d{1,3}$/.test(params.get(name) ?? '');
  return {
    src: sameSite(params.get('src') ?? '', base),
    view: oneOf('view', ['heatmap', 'digest', 'findings']),
    theme: oneOf('theme', ['auto', 'light', 'dark']),
    id: /^[\w-]{1,64}$/.test(params.get('id') ?? '') ? params.get('id') ?? '' : '',
    numbers: Object.fromEntries(['table', 'limit'].filter(whole).map((name) => [name, params.get(name) ?? ''])),
  };
}

/**
 * @param {string} src
 * @param {string} base
 */
function sameSite(src, base) {
  if (!src || !URL.canParse(src, base)) return '';
  const [url, own] = [new URL(src, base), new URL(base)];
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.origin === own.origin && !url.username ? url.href : '';
}
