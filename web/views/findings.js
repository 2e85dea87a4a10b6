/** @file The inbox: what is worth saying, most urgent first, for the chosen role. */

/** @import { FindingsView, FindingView } from '../engine/types/finding.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { findingsFor, roleOf } from '../app/roles.js';
import { wireFilter, withClause } from '../app/filter.js';
import { formatCount, formatDay, formatMoney, formatName, formatPlural, formatScore, formatShare } from '../lib/format.js';
import { boardView } from './board.js';
import { findingItem } from './finding.js';
import { gradually } from './gradually.js';
import { answered, choice, emptyState, footnotes, opener, viewHead } from './parts.js';
import { roleExtra } from './role-lists.js';

/** @param {Context} ctx */
export function findingsView(ctx) {
  const answer = ctx.ask('findings', wireFilter(ctx.state.filter));
  const role = roleOf(ctx.state.role);
  const layout = ctx.state.sort === 'board' || ctx.state.sort === 'list' ? ctx.state.sort : role.layout;
  const other = layout === 'board' ? 'list' : 'board';
  return html`
    ${viewHead(
      role.code ? `Findings for ${role.name}` : 'Findings',
      glance(ctx),
      html`${picker(ctx, role.picker)}<button type="button" class="ut-quiet" @click=${() => ctx.go({ sort: other }, 'replace')}>
        ${other === 'board' ? 'Board by status' : 'As a list'}</button>`,
    )}
    ${answered(answer, (view) => (layout === 'board' ? board(ctx, view) : list(ctx, view)))}
    ${roleExtra(ctx)}
    ${answer.value ? footnotes(answer.value.footnotes) : nothing}
    ${lacks(ctx)}`;
}

/**
 * The dimension that a role picks its own from: an account owner, a product, an area.
 * @param {Context} ctx
 * @param {string} role Role code of the dimension; `''` for none.
 */
function picker(ctx, role) {
  const dimension = role ? ctx.work.overview?.dimensions.find((one) => one.role === role) : undefined;
  if (!dimension || dimension.values.length < 2) return nothing;
  const { filter } = ctx.state;
  const [now = ''] = filter.clauses.find(({ dimension: key }) => key === dimension.key)?.values ?? [];
  const options = dimension.values.map(([value]) => /** @type {const} */ ([value, ctx.nameOf(dimension.key, value)]));
  return choice(formatName(dimension.name), now, [['', 'All'], ...options], (value) =>
    ctx.go({ filter: withClause(filter, dimension.key, value ? [value] : []) }));
}

/**
 * What these files do not allow, and what would.
 * @param {Context} ctx
 */
function lacks({ work }) {
  const missing = work.overview?.capabilities.filter(({ available }) => !available) ?? [];
  if (missing.length === 0) return nothing;
  return html`<section class="ut-extra"><h2 class="ut-section">What these files do not say</h2>
    <ul class="ut-lacks">${missing.map(({ reason }) => html`<li>${reason}</li>`)}</ul></section>`;
}

/**
 * The data set in one line.
 * @param {Context} ctx
 */
function glance(ctx) {
  const { value } = ctx.ask('overview', wireFilter(ctx.state.filter));
  if (!value) return nothing;
  const all = wireFilter(ctx.state.filter);
  const low = value.nScored > 0
    ? html`${opener(ctx, formatCount(value.nLow), { ...all, lowOnly: true }, 'low scores')}
      low scores (${formatShare(value.nLow / value.nScored)} of ${formatCount(value.nScored)})`
    : html`no scores`;
  return html`${opener(ctx, formatCount(value.nItems), all, 'items')} items read, every one of them ·
    ${low}${value.meanScore === null ? nothing : html` · mean ${formatScore(value.meanScore)}`}
    ${value.nAccounts > 0 ? html` · ${formatPlural(value.nAccounts, 'account')}` : nothing}
    ${value.arrTotal === null ? nothing : html` · ${formatMoney(value.arrTotal, value.currency)} ARR`}
    ${value.asOf ? html` · as of ${formatDay(value.asOf)}` : nothing}`;
}

/**
 * @param {Context} ctx
 * @param {FindingsView} view
 */
function board(ctx, view) {
  const findings = findingsFor(view.findings, ctx.state.role);
  return findings.length === 0 ? nothingFound(ctx, view) : boardView(ctx, findings, view.currency);
}

/**
 * @param {Context} ctx
 * @param {FindingsView} view
 */
function list(ctx, view) {
  const findings = findingsFor(view.findings, ctx.state.role);
  if (findings.length === 0) return nothingFound(ctx, view);
  const isClosed = (/** @type {FindingView} */ { status }) => status === 'shipped' || status === 'wont-do';
  const open = findings.filter((finding) => !isClosed(finding));
  const urgent = open.filter((finding) => finding.needsDecision);
  const rest = open.filter((finding) => !finding.needsDecision);
  const closed = findings.filter(isClosed);
  return html`
    ${section(ctx, view, 'Needs a decision this week', urgent, true)}
    ${section(ctx, view, urgent.length > 0 ? 'Worth knowing' : 'All findings', rest, urgent.length === 0)}
    ${closed.length > 0 ? section(ctx, view, 'Closed', closed, false) : nothing}`;
}

/**
 * @param {Context} ctx
 * @param {FindingsView} view
 * @param {string} title
 * @param {readonly FindingView[]} findings
 * @param {boolean} isLead Whether the first one is the headline of the page.
 */
function section(ctx, view, title, findings, isLead) {
  if (findings.length === 0) return nothing;
  return html`<section class="ut-findings">
    <h2 class="ut-section">${title} <span>${findings.length}</span></h2>
    <ol>${gradually(findings, ({ id }) => id, (finding, idx) =>
      html`<li>${findingItem(ctx, finding, view.currency, isLead && idx === 0)}</li>`)}</ol>
  </section>`;
}

/**
 * @param {Context} ctx
 * @param {FindingsView} view
 */
function nothingFound(ctx, view) {
  const isRole = view.findings.length > 0;
  return emptyState(
    isRole ? `Nothing for ${roleOf(ctx.state.role).name}` : 'Nothing stands out',
    isRole
      ? `${formatPlural(view.findings.length, 'finding')} for other roles.`
      : 'No theme, area or segment rises above what chance explains under this filter. The heatmap and the themes show what there is.',
    isRole ? html`<button type="button" @click=${() => ctx.go({ role: '' })}>Show all</button>` : nothing,
  );
}
