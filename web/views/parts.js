/** @file Small pieces that several views share. */

/** @import { Filter } from '../engine/types/query.js' */
/** @import { Answer } from '../app/answers.js' */
/** @import { Context } from '../app/context.js' */
/** @import { TemplateResult } from 'lit' */
import { html, nothing, svg } from 'lit';
import { sentenceOf } from '../app/workspace.js';

/**
 * A number that opens its verbatims.
 * @param {Context} ctx
 * @param {string} text
 * @param {Filter} filter
 * @param {string} [label] What the number counts, for those who only hear it.
 */
export function opener(ctx, text, filter, label) {
  return html`<button type="button" class="ut-number" aria-label=${label ? `${text} ${label}` : nothing}
    title="Open the verbatims" @click=${() => ctx.openRows(filter)}>${text}</button>`;
}

/**
 * What an answer shows: its value, its error, or that it is under way.
 * @template T
 * @param {Answer<T>} answer
 * @param {(value: T) => unknown} show
 */
export function answered(answer, show) {
  if (answer.error) {
    return html`<p class="ut-problem" role="alert">${sentenceOf(answer.error)}</p>`;
  }
  if (answer.value === undefined) return html`<p class="ut-pending">Working it out …</p>`;
  return html`<div class="ut-answer" ?data-stale=${answer.isPending}>${show(answer.value)}</div>`;
}

/**
 * Nothing to show, why, and what to do.
 * @param {string} title
 * @param {string | TemplateResult} text
 * @param {unknown} [action]
 */
export function emptyState(title, text, action = nothing) {
  return html`<section class="ut-empty-state"><h2>${title}</h2><p>${text}</p>${action}</section>`;
}

/**
 * Methods and corrections.
 * @param {readonly string[]} notes
 */
export function footnotes(notes) {
  if (notes.length === 0) return nothing;
  return html`<ul class="ut-footnotes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}

/** Weeks that a small chart shows at most: the newest. */
const SPARK_WEEKS = 53;

/**
 * A small bar for each week; those from `sinceIdx` on stand out.
 * @param {readonly number[]} values
 * @param {string} label
 * @param {number} [sinceIdx]
 */
export function spark(values, label, sinceIdx = values.length) {
  if (values.length === 0) return nothing;
  const cut = Math.max(0, values.length - SPARK_WEEKS);
  const shown = values.slice(cut);
  const most = Math.max(1, ...shown);
  /** @param {(idx: number) => boolean} isIn */
  const bars = (isIn) => shown.map((value, idx) => {
    if (!isIn(idx + cut)) return '';
    const height = value === 0 ? 0.6 : Math.max(1.5, (value / most) * 31);
    return `M${idx * 4 + 0.5} 32v${-height.toFixed(1)}h3V32z`;
  }).join('');
  return html`<svg class="ut-spark" viewBox="0 0 ${shown.length * 4} 32" preserveAspectRatio="none"
    role="img" aria-label="${label}: ${shown.join(', ')}">
    ${svg`<path d=${bars((idx) => idx < sinceIdx)}></path><path class="is-hot" d=${bars((idx) => idx >= sinceIdx)}></path>`}
  </svg>`;
}

/**
 * The heading of a view.
 * @param {string} title
 * @param {unknown} lead
 * @param {unknown} [tools]
 */
export function viewHead(title, lead, tools = nothing) {
  return html`<header class="ut-view-head">
    <div><h1 tabindex="-1">${title}</h1><p class="ut-lead">${lead}</p></div>
    <div class="ut-view-tools">${tools}</div>
  </header>`;
}

/**
 * A sortable column's header.
 * @param {Context} ctx
 * @param {string} key
 * @param {unknown} name
 * @param {string} fallback The sort when none was chosen.
 * @param {string} [kind] Classes; `num` first for numbers: sorted largest first at the first click.
 */
export function sortHeader(ctx, key, name, fallback, kind = '') {
  const sort = ctx.state.sort || fallback;
  const direction = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none';
  const first = kind.startsWith('num') ? `-${key}` : key;
  const next = direction === 'none' ? first : direction === 'ascending' ? `-${key}` : key;
  return html`<th scope="col" class=${kind} aria-sort=${direction}>
    <button type="button" class="ut-sort" @click=${() => ctx.go({ sort: next }, 'replace')}>${name}<span
      aria-hidden="true">${direction === 'ascending' ? ' ↑' : direction === 'descending' ? ' ↓' : ''}</span></button>
  </th>`;
}

/**
 * Items in the order of a sort key; undefined values last.
 * @template T
 * @param {readonly T[]} items
 * @param {string} sort
 * @param {Readonly<Record<string, (item: T) => string | number | null>>} keys
 */
export function sorted(items, sort, keys) {
  const sign = sort.startsWith('-') ? -1 : 1;
  const read = keys[sort.replace(/^-/, '')];
  if (!read) return [...items];
  return items
    .map((item, idx) => ({ item, idx, key: read(item) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.idx - b.idx;
      const order = typeof a.key === 'string' ? a.key.localeCompare(String(b.key), 'en') : a.key - Number(b.key);
      return sign * order || a.idx - b.idx;
    })
    .map(({ item }) => item);
}

/**
 * A choice of few.
 * @param {string} label
 * @param {string} value
 * @param {readonly (readonly [string, string])[]} options Code and name.
 * @param {(value: string) => void} choose
 */
export function choice(label, value, options, choose) {
  return html`<label class="ut-choice"><span>${label}</span>
    <select @change=${(/** @type {Event} */ event) => choose(pickedOf(event, value))}>
      ${options.map(([code, name]) => html`<option value=${code} .selected=${code === value}>${name}</option>`)}
    </select></label>`;
}

/**
 * What was picked in a select, which shows what holds until the pick does.
 * @param {Event} event
 * @param {string} value What holds.
 */
export function pickedOf(event, value) {
  const select = /** @type {HTMLSelectElement} */ (event.target);
  const picked = select.value;
  select.value = value;
  return picked;
}

/**
 * The copy menu of a table or chart: the same entries in the same order everywhere.
 * @param {Context} ctx
 * @param {readonly [string, () => void][]} entries
 * @param {string} [label]
 */
export function copyMenu(ctx, entries, label = 'Copy') {
  return html`<ut-popover label=${label} kind="quiet"><div class="ut-menu">${entries.map(([name, run]) =>
    html`<button type="button" data-close @click=${run}>${name}</button>`)}</div></ut-popover>`;
}
