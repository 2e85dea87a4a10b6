/** @file New words of the last week, and what changed with releases. */

/** @import { NewsView, ReleaseChangesView, ReleaseView } from '../engine/types/evidence.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { subjectName, wireFilter } from '../app/filter.js';
import { formatCount, formatDay, formatP, formatPeriod, formatPlural, formatRatio } from '../lib/format.js';
import { answered, emptyState, footnotes, opener } from './parts.js';

/** Releases as they were typed, kept while the page is open. */
let typed = '';

/**
 * The releases to mark in a chart: those that were typed, else those of the data.
 * @param {readonly ReleaseView[]} found
 */
export function shipped(found) {
  const lines = typed.split('\n').map((line) => /^\s*(\d{4}-\d\d-\d\d)[\s,;]*(.*?)[\s,;]*$/.exec(line)).filter((line) => line !== null);
  if (lines.length === 0) return found;
  return lines.map(([, day = '', name = '']) => ({ day, name: name || 'Release' }));
}

/** @param {Context} ctx */
export function newsView(ctx) {
  const answer = ctx.ask('news', { filter: wireFilter(ctx.state.filter), releases: typed });
  return html`${answered(answer, (view) => show(ctx, view))}${answer.error ? typing(ctx) : nothing}`;
}

/**
 * @param {Context} ctx
 * @param {NewsView} view
 */
function show(ctx, view) {
  if (!view.from) return emptyState('Nothing can be called new', view.footnotes.join(' '));
  return html`<section class="ut-news-part"><h2>New words <span class="ut-muted">${formatPeriod(view.from, view.to)}</span></h2>
      ${view.terms.length === 0
        ? html`<p class="ut-note">${view.nTested === 0 ? view.footnotes[0] : `None of ${formatPlural(view.nTested, 'term')} that at least three accounts used is used by more of them than the weeks before make likely.`}</p>`
        : terms(ctx, view)}</section>
    <section class="ut-news-part"><h2>Releases</h2>
      ${view.releases.length === 0
        ? html`<p class="ut-note">No release is known: no column holds versions, or all of them were out before the data begins. Type a list below.</p>`
        : view.releases.map((own) => release(ctx, own))}
      ${typing(ctx)}</section>
    ${footnotes(view.footnotes)}`;
}

/**
 * @param {Context} ctx
 * @param {NewsView} view
 */
function terms(ctx, view) {
  return html`<div class="ut-scroll"><table class="ut-table">
    <thead><tr><th scope="col">Term</th><th scope="col" class="num">Accounts</th><th scope="col" class="num">Expected</th><th scope="col" class="num">Evidence</th></tr></thead>
    <tbody>${view.terms.map((term) => html`<tr><th scope="row"><span class="ut-voice">${term.text}</span> ${term.isNew ? html`<span class="ut-kind">New</span>` : nothing}</th>
      <td class="num">${opener(ctx, formatCount(term.nAccounts), term.filter, `accounts use “${term.text}”`)}</td>
      <td class="num">${term.expected.toFixed(1)}</td><td class="num">${formatP(term.q, 'q')}</td></tr>`)}</tbody></table></div>`;
}

/**
 * @param {Context} ctx
 * @param {ReleaseChangesView} own
 */
function release(ctx, { release: { day, name }, days, nCompared, changes }) {
  const sides = `${formatPlural(days, 'day')} before and after, ${formatPlural(nCompared, 'series', 'series')} compared`;
  return html`<section class="ut-release"><h3>${name} <span class="ut-muted">${formatDay(day)} · ${sides}</span></h3>
    ${changes.length === 0 ? html`<p class="ut-note">Nothing changed by more than chance.</p>` : html`<div class="ut-scroll"><table class="ut-table">
      <thead><tr><th scope="col">What changed</th><th scope="col" class="num">Before</th><th scope="col" class="num">After</th><th scope="col" class="num">Ratio of shares</th><th scope="col" class="num">95 % interval</th><th scope="col" class="num">Evidence</th></tr></thead>
      <tbody>${changes.map((change) => html`<tr><th scope="row">${subjectName(change.subject)}</th>
        <td class="num">${formatCount(change.before)}</td>
        <td class="num">${opener(ctx, formatCount(change.after), change.filter, 'items after the release')}</td>
        <td class="num">${formatRatio(change.ratio)}</td>
        <td class="num ut-muted">${change.ratioHigh === null ? `above ${formatRatio(change.ratioLow)}` : `${formatRatio(change.ratioLow)} to ${formatRatio(change.ratioHigh)}`}</td>
        <td class="num">${formatP(change.q, 'q')}</td></tr>`)}</tbody></table></div>`}</section>`;
}

/** The list that people type. @param {Context} ctx */
function typing(ctx) {
  const take = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    typed = String(new FormData(form).get('releases') ?? '').trim();
    ctx.go({}, 'replace');
  };
  return html`<details class="ut-typing" ?open=${typed !== ''}><summary>Type releases</summary>
    <form @submit=${take}><label>A day and a name on each line; they take the place of versions in the data and are marked in the charts
      <textarea name="releases" rows="4" placeholder="2026-03-02 App 4.1" .value=${typed}></textarea></label>
      <button type="submit">Compare</button></form></details>`;
}
