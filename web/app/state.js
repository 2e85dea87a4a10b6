/** @file What a link says: view, role, filter and what is open. Pure: text in, state out, and back. */

/** @import { FullFilter } from './filter.js' */
import { everything } from './filter.js';

/** Views in the order of the navigation. */
export const VIEWS = /** @type {const} */ ([
  'findings', 'heatmap', 'spikes', 'themes', 'significance', 'coverage', 'accounts', 'digest', 'data',
]);

/** Roles, everyone first. */
export const ROLE_CODES = /** @type {const} */ (['', 'leadership', 'pm', 'engineering', 'sales']);

/** A link is never longer. */
export const MAX_HASH = 2000;

/** What a link says of one view in a text of its own; `''` is the view's own choice. */
const TEXTS = /** @type {const} */ ([
  'rows', 'cols', 'measure', 'sort', 'open', 'within', 'unit', 'test', 'adjust', 'level', 'hide', 'flip', 'span', 'by',
]);

/** @typedef {typeof VIEWS[number]} ViewName */
/** @typedef {typeof ROLE_CODES[number]} RoleCode */

/**
 * @typedef {object} ViewState
 * @property {ViewName} view
 * @property {RoleCode} role
 * @property {FullFilter} filter Over all views.
 * @property {string} rows Dimension down the side; `''` for the view's own choice.
 * @property {string} cols Dimension across the top; `''` for the view's own choice.
 * @property {string} measure What a cell shows; `''` for the view's own choice.
 * @property {string} sort Column of a list, with `-` before it for descending; `''` as it comes.
 * @property {string} open Id of the finding, theme or spike that is open, or name of the open part.
 * @property {string} within Dimension within the one down the side.
 * @property {string} unit What a table draws: items, accounts or ARR.
 * @property {string} test Test of mean scores.
 * @property {string} adjust Correction for many tests.
 * @property {string} level Level of marks.
 * @property {string} hide Rows and columns with fewer items are hidden.
 * @property {string} flip `1` where the sides of a table are exchanged.
 * @property {string} by Column by whose values the rows of a table are sorted.
 * @property {string} span Days of each of two periods that are compared.
 * @property {FullFilter | undefined} drawer Rows whose verbatims are open.
 */

/** @returns {ViewState} */
export function defaultState() {
  return { view: 'findings', role: '', filter: everything(), ...freshView() };
}

/** How each view begins: nothing chosen, nothing open. */
export function freshView() {
  const texts = /** @type {Record<typeof TEXTS[number], string>} */ (Object.fromEntries(TEXTS.map((key) => [key, ''])));
  return { ...texts, drawer: undefined };
}

/**
 * The state as the part of an address after `#`. Lists of rows are left out: a link describes, it
 * does not carry data.
 * @param {ViewState} state
 */
export function hashOf(state) {
  const whole = encode(state);
  if (whole.length <= MAX_HASH) return whole;
  const withoutDrawer = encode({ ...state, drawer: undefined });
  if (withoutDrawer.length <= MAX_HASH) return withoutDrawer;
  return encode({ ...defaultState(), view: state.view, role: state.role });
}

/** @param {ViewState} state */
function encode(state) {
  const parts = new URLSearchParams();
  if (state.role) parts.set('role', state.role);
  appendFilter(parts, '', state.filter);
  for (const key of TEXTS) {
    if (state[key]) parts.set(key, state[key]);
  }
  if (state.drawer && !state.drawer.rows) {
    parts.set('items', '1');
    appendFilter(parts, 'items.', state.drawer);
  }
  const query = parts.toString();
  return `/${state.view}${query ? `?${query}` : ''}`;
}

/**
 * @param {URLSearchParams} parts
 * @param {string} prefix
 * @param {FullFilter} filter
 */
function appendFilter(parts, prefix, { from, to, clauses, lowOnly, search }) {
  if (from) parts.set(`${prefix}from`, from);
  if (to) parts.set(`${prefix}to`, to);
  for (const { dimension, values } of clauses) {
    for (const value of values) parts.append(`${prefix}in`, `${dimension}:${value}`);
    if (values.length === 0) parts.append(`${prefix}any`, dimension);
  }
  if (lowOnly) parts.set(`${prefix}low`, '1');
  if (search) parts.set(`${prefix}q`, search);
}

/**
 * The state that a link says. What cannot be understood becomes the default, and is noticed.
 * @param {string} hash With or without `#`.
 * @returns {{ state: ViewState, isBad: boolean }}
 */
export function stateOf(hash) {
  const state = defaultState();
  const text = hash.replace(/^#/, '');
  if (text === '' || text === '/') return { state, isBad: false };
  const match = /^\/([a-z]+)(?:\?(.*))?$/s.exec(text);
  const view = VIEWS.find((name) => name === match?.[1]);
  if (!match || !view || text.length > MAX_HASH) return { state, isBad: true };
  const parts = new URLSearchParams(match[2] ?? '');
  const role = ROLE_CODES.find((code) => code === (parts.get('role') ?? ''));
  const filter = readFilter(parts, '');
  const drawer = parts.get('items') ? readFilter(parts, 'items.') : { filter: undefined, isBad: false };
  if (role === undefined || filter.isBad || drawer.isBad) return { state: { ...state, view }, isBad: true };
  for (const key of TEXTS) {
    state[key] = parts.get(key) ?? '';
  }
  return { state: { ...state, view, role, filter: filter.filter, drawer: drawer.filter }, isBad: false };
}

/**
 * @param {URLSearchParams} parts
 * @param {string} prefix
 * @returns {{ filter: FullFilter, isBad: boolean }}
 */
function readFilter(parts, prefix) {
  const filter = everything();
  let isBad = false;
  for (const key of /** @type {const} */ (['from', 'to'])) {
    const date = parts.get(prefix + key) ?? '';
    if (date === '' || isDay(date)) filter[key] = date;
    else isBad = true;
  }
  for (const pair of parts.getAll(`${prefix}in`)) {
    const colon = pair.indexOf(':');
    if (colon < 1) {
      isBad = true;
      continue;
    }
    const [dimension, value] = [pair.slice(0, colon), pair.slice(colon + 1)];
    const clause = filter.clauses.find((one) => one.dimension === dimension);
    if (clause) clause.values.push(value);
    else filter.clauses.push({ dimension, values: [value] });
  }
  for (const dimension of parts.getAll(`${prefix}any`)) {
    if (dimension && !filter.clauses.some((one) => one.dimension === dimension)) filter.clauses.push({ dimension, values: [] });
  }
  filter.lowOnly = parts.get(`${prefix}low`) === '1';
  filter.search = parts.get(`${prefix}q`) ?? '';
  return { filter, isBad };
}

/**
 * Whether the text is a day of the calendar, `YYYY-MM-DD`.
 * @param {string} text
 */
export function isDay(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
