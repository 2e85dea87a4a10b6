/** @file A saved result: reading it, refusing what is none, and its names in words. Knows no page. */

/** @import { SnapshotView } from '../engine/types/finding.js' */
/** @import { Filter } from '../engine/types/query.js' */
import { formatCount, formatDay, formatPeriod, formatPlural } from '../lib/format.js';

/** The newest format that this widget reads. */
export const VERSION = 1;

/** A longer file is no saved result. */
export const MAX_LENGTH = 8_000_000;

/** Why there is nothing to show: a sentence for people, a code for scripts. */
export class WidgetError extends Error {
  /**
   * @param {'no-source' | 'bad-address' | 'not-loaded' | 'not-json' | 'not-a-result' | 'too-new' | 'too-long'
   *   | 'no-such-view'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'WidgetError';
    this.code = code;
  }
}

/**
 * Reads the text of a saved result.
 * @param {string} text
 * @returns {SnapshotView}
 */
export function parseSnapshot(text) {
  if (text.length > MAX_LENGTH) throw new WidgetError('too-long', 'The file is too large for a saved result.');
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new WidgetError('not-json', 'The file is not a saved result: it is not JSON.');
  }
  return checkSnapshot(json);
}

/**
 * Makes sure that everything the widget reads is there and has the kind it expects.
 * @param {any} json
 * @returns {SnapshotView}
 */
export function checkSnapshot(json) {
  if (json?.format !== 'undertone-snapshot') {
    throw new WidgetError('not-a-result', 'The file is not a saved result of Undertone.');
  }
  if (!(json.version <= VERSION)) {
    throw new WidgetError('too-new', 'The saved result was made by a newer Undertone: update the widget.');
  }
  const isWhole = [json.findings?.findings, json.tables, json.themes?.themes, json.digest?.blocks, json.overview?.weeks]
    .every(Array.isArray) && json.tables.every(isTable);
  if (!isWhole) throw new WidgetError('not-a-result', 'The saved result is damaged: save it again.');
  return json;
}

/** @param {any} table */
function isTable(table) {
  const n = table?.rows?.length * table?.cols?.length;
  return ['value', 'n', 'base', 'mark', 'untested'].every((name) => table[name]?.length === n)
    && table.rowValue?.length === table.rows.length && table.colValue?.length === table.cols.length;
}

/**
 * The name of a column as people read it: `product_area` is “Product area”.
 * @param {string} name
 */
export function labelOf(name) {
  const spaced = name.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/**
 * What people read for a value of a dimension.
 * @param {SnapshotView} snapshot
 * @returns {(dimension: string, value: string) => string}
 */
export function namer(snapshot) {
  const themes = new Map(snapshot.themes.themes.map(({ id, name }) => [id, name]));
  return (dimension, value) => (dimension === 'theme' && themes.get(value)) || value || '(none)';
}

/**
 * The filter in words; empty when there is none.
 * @param {SnapshotView} snapshot
 * @param {Filter} [filter]
 */
export function filterWords(snapshot, filter = snapshot.tables[0]?.filter) {
  if (!filter) return '';
  const nameOf = namer(snapshot);
  const dimensions = snapshot.overview.dimensions ?? [];
  const parts = (filter.clauses ?? []).map(({ dimension, values }) => {
    const name = labelOf(dimensions.find(({ key }) => key === dimension)?.name ?? dimension);
    return `${name} ${values.map((value) => nameOf(dimension, value)).join(' or ')}`;
  });
  if (filter.from || filter.to) parts.push(formatPeriod(filter.from, filter.to));
  if (filter.lowOnly) parts.push('low scores');
  if (filter.search) parts.push(`“${filter.search}”`);
  if (filter.rows) parts.push(formatPlural(filter.rows.length, 'chosen item'));
  return parts.join(', ');
}

/**
 * “As of 4 Oct 2026, n = 5,000, no filter”.
 * @param {SnapshotView} snapshot
 */
export function provenanceLine(snapshot) {
  const { asOf, to, nItems } = snapshot.overview;
  const date = asOf ?? to;
  return [
    date ? `As of ${formatDay(date)}` : 'No dates',
    `n = ${formatCount(nItems)}`,
    filterWords(snapshot) || 'no filter',
  ].join(', ');
}
