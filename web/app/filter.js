/** @file Filters: which rows. How they are combined, compared and read aloud. */

/** @import { DimensionView } from '../engine/types/overview.js' */
/** @import { SpikeView, SubjectView } from '../engine/types/evidence.js' */
/** @import { Clause, Filter } from '../engine/types/query.js' */
import { formatCount, formatName, formatPeriod } from '../lib/format.js';

/**
 * A filter with every part there.
 * @typedef {object} FullFilter
 * @property {string} from First day, `''` for none.
 * @property {string} to Last day, `''` for none.
 * @property {Clause[]} clauses
 * @property {boolean} lowOnly
 * @property {string} search
 * @property {number[] | null} rows
 */

/**
 * The filter that holds for every row.
 * @returns {FullFilter}
 */
export function everything() {
  return { from: '', to: '', clauses: [], lowOnly: false, search: '', rows: null };
}

/**
 * A filter as the engine or a link gives it, with every part there.
 * @param {Filter | null | undefined} filter
 * @returns {FullFilter}
 */
export function fullFilter(filter) {
  return {
    from: filter?.from ?? '',
    to: filter?.to ?? '',
    clauses: (filter?.clauses ?? []).map(({ dimension, values }) => ({ dimension, values: [...values] })),
    lowOnly: filter?.lowOnly ?? false,
    search: filter?.search ?? '',
    rows: filter?.rows ? [...filter.rows] : null,
  };
}

/**
 * A filter as the engine takes it: only what is set.
 * @param {FullFilter} full
 * @returns {Filter}
 */
export function wireFilter({ from, to, clauses, lowOnly, search, rows }) {
  return {
    ...(from && { from }),
    ...(to && { to }),
    ...(clauses.length > 0 && { clauses }),
    ...(lowOnly && { lowOnly }),
    ...(search && { search }),
    ...(rows && { rows }),
  };
}

/**
 * Whether the filter holds for every row.
 * @param {FullFilter} full
 */
export function isEverything(full) {
  return Object.keys(wireFilter(full)).length === 0;
}

/**
 * The filter with one more condition; a condition on the same dimension is replaced.
 * @param {Filter | FullFilter} filter
 * @param {string} dimension
 * @param {string[]} values No values takes the condition away.
 * @returns {FullFilter}
 */
export function withClause(filter, dimension, values) {
  const full = fullFilter(filter);
  const others = full.clauses.filter((clause) => clause.dimension !== dimension);
  const idx = full.clauses.findIndex((clause) => clause.dimension === dimension);
  if (values.length === 0) return { ...full, clauses: others };
  const clauses = [...others];
  clauses.splice(idx < 0 ? clauses.length : idx, 0, { dimension, values: [...values] });
  return { ...full, clauses };
}

/**
 * The filter for rows with any value in a dimension, where it says nothing of that yet.
 * @param {FullFilter} full
 * @param {string} dimension
 * @returns {FullFilter}
 */
export function withAny(full, dimension) {
  if (full.clauses.some((clause) => clause.dimension === dimension)) return full;
  return { ...full, clauses: [...full.clauses, { dimension, values: [] }] };
}

/**
 * Rows for which both filters hold.
 * @param {FullFilter} a
 * @param {FullFilter} b
 * @returns {FullFilter}
 */
export function both(a, b) {
  let joined = fullFilter(a);
  for (const { dimension, values } of b.clauses) {
    const own = joined.clauses.find((clause) => clause.dimension === dimension);
    // A clause without values holds for any.
    if (values.length === 0 || own?.values.length === 0) {
      joined = own?.values.length ? joined : { ...joined, clauses: [...joined.clauses.filter((one) => one !== own), { dimension, values: [...values] }] };
      continue;
    }
    const shared = own ? values.filter((value) => own.values.includes(value)) : values;
    joined = withClause(joined, dimension, shared.length > 0 ? shared : values);
  }
  return {
    ...joined,
    from: a.from > b.from ? a.from : b.from,
    to: a.to && b.to ? (a.to < b.to ? a.to : b.to) : a.to || b.to,
    lowOnly: a.lowOnly || b.lowOnly,
    search: [...new Set(`${a.search} ${b.search}`.split(' ').filter(Boolean))].join(' '),
    rows: a.rows && b.rows ? a.rows.filter((row) => b.rows?.includes(row)) : (a.rows ?? b.rows),
  };
}

/** @type {Intl.DisplayNames | undefined} */
let languages;

/**
 * What people read for a value: the empty value is “(none)”, a language its name, and a code words
 * (`feature_request` → `feature request`).
 * @param {string} value
 * @param {string} [dimension]
 */
export function valueName(value, dimension = '') {
  if (value === '') return '(none)';
  if (dimension === 'language' && /^[a-z]{2,3}$/.test(value)) {
    languages ??= new Intl.DisplayNames('en', { type: 'language' });
    return languages.of(value) ?? value;
  }
  return readable(value);
}

/**
 * A code as words. What has a capital, a space or a dot in it is somebody’s own spelling and stays.
 * @param {string} code
 */
export function readable(code) {
  return /^[a-z0-9]+(_[a-z0-9]+)+$/.test(code) ? code.replaceAll('_', ' ') : code;
}

/**
 * The filter in words, part by part.
 * @param {FullFilter} full
 * @param {readonly DimensionView[]} dimensions
 * @param {(dimension: string, value: string) => string} [nameOf]
 * @returns {string[]}
 */
export function describeFilter(full, dimensions, nameOf = (dimension, value) => valueName(value, dimension)) {
  const parts = full.clauses.map(({ dimension, values }) => {
    const name = dimensions.find((one) => one.key === dimension)?.name ?? dimension;
    const names = values.slice(0, 3).map((value) => nameOf(dimension, value));
    const more = values.length > 3 ? ` and ${values.length - 3} more` : '';
    return `${formatName(name)}: ${names.join(', ') || 'any'}${more}`;
  });
  if (full.from || full.to) parts.push(formatPeriod(full.from, full.to));
  if (full.lowOnly) parts.push('low scores');
  if (full.search) parts.push(`“${full.search}”`);
  if (full.rows) parts.push(`${formatCount(full.rows.length)} chosen items`);
  return parts;
}

/**
 * What a spike or a release comparison is about.
 * @param {SubjectView} subject
 */
export function subjectName({ name, segment }) {
  return segment ? `${readable(name)} (${valueName(segment[1], segment[0])})` : readable(name);
}

/**
 * A spike's name: what its items say, where few of them say the theme's name.
 * @param {SpikeView} spike
 */
export function spikeName({ subject, called }) {
  return subjectName(called ? { ...subject, name: called } : subject);
}
