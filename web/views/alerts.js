/** @file History: the alerts that each day would have raised, with nothing known but the rows before its end. */

/** @import { AlertsView, RaisedView } from '../engine/types/evidence.js' */
/** @import { Answer } from '../app/answers.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { isEverything } from '../app/filter.js';
import { sentenceOf } from '../app/workspace.js';
import { formatCount, formatDay, formatName, formatP, formatPeriod, formatPlural, formatShortDay } from '../lib/format.js';
import { gradually } from './gradually.js';
import { emptyState, footnotes, opener } from './parts.js';

const KINDS = { new: 'New', spike: 'Spike', trend: 'Trend', segment: 'In one segment', 'score-drop': 'Score drop' };

/** Code and name; the code is part of a link. */
const PROFILES = /** @type {const} */ ([['low', 'low'], ['', 'normal'], ['high', 'high']]);

/** @param {Context} ctx */
export function historyView(ctx) {
  const profile = PROFILES.find(([code]) => code === ctx.state.measure)?.[0] ?? '';
  const answer = ctx.ask('alerts', { profile });
  return html`
    <div class="ut-row ut-table-controls">
      <p class="ut-note">A dry run: day by day, what would have been raised with nothing known but the items before that day’s end.</p>
      <div class="ut-segmented" role="group" aria-label="Sensitivity"><span class="ut-segment-name">Sensitivity</span>
        ${PROFILES.map(([code, name]) => html`<button type="button" aria-pressed=${code === profile}
          @click=${() => ctx.go({ measure: code }, 'replace')}>${name}</button>`)}</div>
    </div>
    ${isEverything(ctx.state.filter) ? nothing : html`<p class="ut-note">The replay looks at all items; the filter holds for what an alert opens.</p>`}
    ${answer.isPending ? running(ctx, answer) : nothing}
    ${answer.error ? html`<p class="ut-problem" role="alert">${sentenceOf(answer.error)}</p>` : nothing}
    ${answer.value && !answer.isPending ? show(ctx, answer.value) : nothing}`;
}

/**
 * That the replay runs, how far it is, and how to stop it.
 * @param {Context} ctx
 * @param {Answer<unknown>} answer
 */
function running(ctx, { done }) {
  const percent = Math.round((done ?? 0) * 100);
  const stop = () => {
    ctx.go({ rows: '', measure: '' }, 'replace');
    ctx.work.cancel();
  };
  return html`<section class="ut-progress ut-replay">
    <p role="status">Replaying history …</p>
    <progress max="100" .value=${percent} ?data-unknown=${done === undefined} aria-label="Replaying history"></progress>
    <p class="ut-muted">${done === undefined ? 'Every day of the data is tested on its own.' : `${percent} % of the days`}</p>
    <div class="ut-row"><button type="button" @click=${stop}>Cancel</button></div>
  </section>`;
}

/**
 * @param {Context} ctx
 * @param {AlertsView} view
 */
function show(ctx, view) {
  if (view.unavailable) return emptyState('Nothing to replay', `${view.unavailable} An alert compares with eight earlier weeks at least; export a longer period.`);
  const { alerts, from, to, nTests } = view;
  const weeks = (Date.parse(to ?? '') - Date.parse(from ?? '') + 86_400_000) / (7 * 86_400_000);
  const tested = `${formatPeriod(from, to)}, ${formatCount(nTests)} tests`;
  if (alerts.length === 0) {
    return html`${emptyState('Nothing would have been raised', `Tested: ${tested}. A higher sensitivity shows what came close.`)}${footnotes(view.footnotes)}`;
  }
  /** @type {[string, RaisedView[]][]} */
  const months = [];
  for (const alert of alerts.toReversed()) {
    const month = alert.date.slice(0, 7);
    if (months.at(-1)?.[0] !== month) months.push([month, []]);
    months.at(-1)?.[1].push(alert);
  }
  return html`<p class="ut-summary"><strong>${formatPlural(alerts.length, 'alert')}</strong>, ${(alerts.length / Math.max(1, weeks)).toFixed(1)} a week. <span class="ut-muted">Tested: ${tested}.</span></p>
    ${gradually(months, ([month]) => month, ([month, own]) => html`<section class="ut-alerts">
      <h2>${formatDay(`${month}-01`).replace(/^1 /, '')} <span class="ut-muted">${formatCount(own.length)}</span></h2>
      <ol>${own.map((alert) => html`<li>${raised(ctx, alert)}</li>`)}</ol></section>`)}
    ${footnotes(view.footnotes)}`;
}

/**
 * @param {Context} ctx
 * @param {RaisedView} alert
 */
function raised(ctx, alert) {
  const segment = Object.entries(alert.segment ?? {}).map(([dimension, value]) => {
    const name = ctx.work.overview?.dimensions.find(({ key }) => key === dimension)?.name ?? dimension;
    return `${formatName(name)}: ${ctx.nameOf(dimension, value)}`;
  });
  return html`<article class="ut-alert">
    <time datetime=${alert.date}>${formatShortDay(alert.date)}</time>
    <div><h3>${alert.label || 'No words in common'}</h3>
      <p class="ut-muted"><span class="ut-kind" data-kind=${alert.kind}>${KINDS[alert.kind]}</span>${segment.map((name) => html` <span class="ut-alert-segment">${name}</span>`)}</p></div>
    <div class="ut-alert-count"><p>${counted(alert)}</p>
      <p class="ut-muted">${opener(ctx, formatPlural(alert.rows.length, 'item'), { rows: alert.rows }, `of ${alert.label}`)} of ${formatPlural(alert.nAccounts, 'account')} in ${formatPeriod(alert.from, alert.date)}</p>
      <p class="ut-muted">${odds(alert.p)}</p></div>
  </article>`;
}

/** What was counted, against what was likely. @param {RaisedView} alert */
function counted({ kind, count, expected }) {
  if (kind === 'score-drop') {
    return html`<strong>${count.toFixed(2)}</strong> mean score against ${expected.toFixed(2)} <span class="ut-muted">(0 worst, 1 best)</span>`;
  }
  return html`<strong>${formatCount(count)}</strong> against ${expected.toFixed(1)} expected`;
}

/** How rarely chance brings it, in words. @param {number} p */
function odds(p) {
  const times = 1 / p;
  if (!(times < 1e9)) return `${formatP(p)}: chance alone, less than once in a billion tests`;
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
  return `${formatP(p)}: chance alone, about once in ${formatCount(Math.round(times / digits) * digits)} tests`;
}
