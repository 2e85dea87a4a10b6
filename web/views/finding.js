/** @file One finding: the sentence first, then what it rests on, whom it touches and what to do. */

/** @import { FindingView } from '../engine/types/finding.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { roleOf } from '../app/roles.js';
import { formatCount, formatDay, formatMoney, formatPlural, formatShare } from '../lib/format.js';
import { opener, copyMenu, spark } from './parts.js';
import { quoteBlock } from './verbatim.js';

/** Name and tone of each kind. */
export const KINDS = /** @type {const} */ ({
  spike: ['Spike', 'alarm'],
  emerging: ['Emerging', 'alarm'],
  'score-drop': ['Score drop', 'alarm'],
  'churn-risk': ['Churn risk', 'alarm'],
  trend: ['Trend', 'steady'],
  weight: ['Weighs on the score', 'steady'],
  concentration: ['Concentration', 'steady'],
  'critical-mass': ['Critical mass', 'steady'],
  renewal: ['Renewal', 'steady'],
  unmatched: ['New language', 'steady'],
  praise: ['Praise', 'good'],
  'coverage-gap': ['Coverage gap', 'quiet'],
});

/** Statuses of a finding, in the order of the work. */
export const STATUSES = /** @type {const} */ ([
  ['new', 'New'], ['reviewing', 'Reviewing'], ['validated', 'Validated'], ['building', 'Building'],
  ['shipped', 'Shipped'], ['wont-do', 'Won’t do'],
]);

/**
 * @param {Context} ctx
 * @param {FindingView} finding
 * @param {string | null} currency
 * @param {boolean} isLead
 */
export function findingItem(ctx, finding, currency, isLead) {
  const [name, tone] = KINDS[finding.kind] ?? [finding.kind, 'quiet'];
  return html`<article class="ut-finding" tabindex="-1" data-finding=${finding.id} data-tone=${tone}
    ?data-lead=${isLead} aria-labelledby="title-${finding.id}">
    <p class="ut-kicker"><span class="ut-kind">${name}</span>
      ${finding.area ? html`<span>${finding.area}</span>` : nothing}
      ${finding.since ? html`<span>since ${formatDay(finding.since)}</span>` : nothing}
      <span title="What a reader may conclude">confidence: ${finding.confidence}</span>
    </p>
    <div class="ut-finding-body">
      <div class="ut-finding-main">
        <h3 id="title-${finding.id}">${finding.title}</h3>
        <p class="ut-detail">${finding.detail}</p>
        ${finding.quotes.length === 0 ? nothing : html`<div class="ut-quotes">
          ${finding.quotes.slice(0, isLead ? 2 : 1).map(quoteBlock)}</div>`}
        ${finding.action ? html`<p class="ut-action"><span>Next</span> ${finding.action}</p>` : nothing}
      </div>
      <div class="ut-finding-side">
        ${finding.weekly.some((n) => n > 0) ? course(ctx, finding) : nothing}
        ${exposure(ctx, finding, currency)}
      </div>
    </div>
    ${tools(ctx, finding)}
  </article>`;
}

/**
 * @param {Context} ctx
 * @param {FindingView} finding
 */
function course(ctx, { weekly, since }) {
  const weeks = ctx.work.overview?.weeks ?? [];
  const sinceIdx = since ? weeks.findLastIndex(({ start }) => start <= since) : -1;
  return html`${spark(weekly, 'Items a week', sinceIdx < 0 ? weekly.length : sinceIdx)}
    <p class="ut-axis"><span>${formatPlural(Math.min(53, weekly.length), 'week')}</span><span>${formatCount(weekly.at(-1))} in the last</span></p>`;
}

/**
 * Whom it touches and what they are worth.
 * @param {Context} ctx
 * @param {FindingView} finding
 * @param {string | null} currency
 */
function exposure(ctx, { exposure: at, filter }, currency) {
  const plan = at.topPlan ? html` <span>${formatCount(at.topPlan[1])} ${at.topPlan[0]}</span>` : nothing;
  const low = at.nLow > 0
    ? html` <span>${opener(ctx, formatCount(at.nLow), { ...filter, lowOnly: true }, 'low scores')} low</span>`
    : nothing;
  if (at.nItems === 0) return nothing;
  return html`<dl class="ut-facts">
    <div><dt>Verbatims</dt><dd>${opener(ctx, formatCount(at.nItems), filter, 'verbatims')}${low}</dd></div>
    ${at.nAccounts > 0 ? html`<div><dt>Accounts</dt><dd>${formatCount(at.nAccounts)}${plan}</dd></div>` : nothing}
    ${!at.arr ? nothing : html`<div><dt>ARR</dt><dd>${formatMoney(at.arr, currency)}
      ${at.arrShare === null ? nothing : html` <span>${formatShare(at.arrShare)} of all</span>`}</dd></div>`}
    ${at.nRenewing > 0 ? html`<div><dt>Renewals</dt><dd>${formatCount(at.nRenewing)} <span>soon${renewal(at.renewals, currency)}</span></dd></div>` : nothing}
  </dl>`;
}

/**
 * @param {readonly [string, number][]} renewals
 * @param {string | null} currency
 */
function renewal(renewals, currency) {
  const [quarter, arr] = renewals[0] ?? [];
  return quarter ? `, ${formatMoney(arr, currency)} in ${quarter}` : '';
}

/**
 * @param {Context} ctx
 * @param {FindingView} finding
 */
function tools(ctx, finding) {
  return html`<div class="ut-finding-tools">
    ${finding.nRows > 0 ? html`<button type="button" class="ut-quiet ut-open-rows" @click=${() => ctx.openRows(finding.filter)}>
      Read ${formatPlural(finding.nRows, 'verbatim')}</button>` : nothing}
    ${statusSelect(ctx, finding)}
    ${ownerEditor(ctx, finding)}
    ${copyMenu(ctx, [
      ['For Slack', () => ctx.copy(finding.alert.slack, 'Alert for Slack')],
      ['For mail', () => ctx.copy(`${finding.alert.mailSubject}\n\n${finding.alert.mailBody}`, 'Alert for mail')],
      ['As JSON', () => ctx.copy(JSON.stringify(finding, null, 2), 'Finding as JSON')],
    ])}
    ${finding.evidence.length === 0 ? nothing : html`<details class="ut-why"><summary>Why this is here</summary>
      <ul>${finding.evidence.map(({ kind, text, holds }) => html`<li data-holds=${holds}>
        <span>${holds ? '✓' : '✗'} ${kind === 'rule' ? 'Rule' : 'Statistics'}</span> ${text}</li>`)}</ul></details>`}
  </div>`;
}

/**
 * @param {Context} ctx
 * @param {FindingView} finding
 */
export function statusSelect(ctx, finding) {
  return html`<label class="ut-inline"><span class="ut-hidden">Status</span><select class="ut-status"
    data-status=${finding.status} @change=${(/** @type {Event} */ event) => {
      const status = /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value);
      setStatus(ctx, finding, status);
    }}>${STATUSES.map(([code, name]) => html`<option value=${code} .selected=${code === finding.status}>${name}</option>`)}
  </select></label>`;
}

/**
 * @param {Context} ctx
 * @param {FindingView} finding
 * @param {FindingView['status']} status
 */
export function setStatus(ctx, finding, status) {
  const name = STATUSES.find(([code]) => code === status)?.[1] ?? status;
  ctx.edit({ kind: 'set-finding-status', finding: finding.id, status, note: finding.note }, `Status: ${name}`);
}

/**
 * @param {Context} ctx
 * @param {FindingView} finding
 */
function ownerEditor(ctx, { area, owner }) {
  if (!area) return owner ? html`<span class="ut-muted">Owner ${owner}</span>` : nothing;
  return html`<ut-popover kind="quiet" label=${owner ? `Owner: ${owner}` : 'No owner'} hint="change who answers for ${area}">
    <form class="ut-form" @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.target);
      const name = String(new FormData(form).get('owner') ?? '').trim();
      ctx.edit({ kind: 'set-owner', area, owner: name }, name ? `${name} answers for ${area}` : `Nobody answers for ${area}`);
      /** @type {any} */ (form.closest('ut-popover'))?.close();
    }}>
      <label>Who answers for ${area}? <input name="owner" .value=${owner ?? ''} placeholder="Person or channel" autocomplete="off"></label>
      <button type="submit" class="ut-primary">Save</button>
    </form></ut-popover>`;
}

/**
 * One line for a board or a short list.
 * @param {Context} ctx
 * @param {FindingView} finding
 * @param {string | null} currency
 */
export function findingLine(ctx, finding, currency) {
  const [name, tone] = KINDS[finding.kind] ?? [finding.kind, 'quiet'];
  const { nAccounts, arr } = finding.exposure;
  const facts = [
    nAccounts > 0 ? formatPlural(nAccounts, 'account') : '',
    arr === null ? '' : `${formatMoney(arr, currency)} ARR`,
    roleOf(ctx.state.role).code === 'pm' ? (finding.owner ?? '') : '',
  ].filter(Boolean);
  return html`<p class="ut-kicker" data-tone=${tone}><span class="ut-kind">${name}</span>${finding.area ? html`<span>${finding.area}</span>` : nothing}</p>
    <h3>${finding.title}</h3>
    <p class="ut-muted">${opener(ctx, formatPlural(finding.nRows, 'verbatim'), finding.filter)}${facts.length > 0 ? ` · ${facts.join(' · ')}` : ''}</p>`;
}
