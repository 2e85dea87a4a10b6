/** @file Before any file: what this is, and the ways in. */

/** @import { Problem, Workspace } from '../app/workspace.js' */
import { html, nothing } from 'lit';
import { showControls } from '../lib/text.js';

/**
 * @param {{ work: Workspace, pick: () => void, paste: () => void, sample: () => void,
 *   resume: (() => void) | undefined }} ways
 */
export function landingView({ work, pick, paste, sample, resume }) {
  return html`<div class="ut-landing">
    <h1 tabindex="-1">Find out <em>why</em> customers are unhappy.</h1>
    <p class="ut-landing-lead">Drop a feedback export. Undertone reads every word of it here, in this tab, and tells you
      which part of the product hurts whom, since when, how sure that is and what it is worth.</p>
    <div class="ut-drop">
      <p class="ut-drop-title">Drop your files here</p>
      <p class="ut-muted">Surveys, tickets, reviews; an accounts list beside them for ARR and renewals. CSV, Excel, OpenDocument, JSON, web tables or a zip of them, a Slack export too; several at once.</p>
      <div class="ut-drop-ways">
        <button type="button" class="ut-primary" @click=${pick}>Choose files</button>
        <button type="button" @click=${paste}>Paste</button>
        <button type="button" @click=${sample}>Try sample data</button>
        ${resume ? html`<button type="button" @click=${resume}>Continue where you left off</button>` : nothing}
      </div>
    </div>
    ${problemList(work.problems)}
    <ul class="ut-points">
      <li><h2>Columns understood</h2><p>Verbatim, score, date, product area, account: found by themselves, shown once, corrected with a click.</p></li>
      <li><h2>Every number opens its verbatims</h2><p>Spikes, themes and tables that stand out come with their base, their test and the customers’ own words.</p></li>
      <li><h2>Nothing leaves this page</h2><p>No server, no account, no tracking. The browser is forbidden to send anything anywhere.</p></li>
    </ul>
  </div>`;
}

/** @param {readonly Problem[]} problems */
export function problemList(problems) {
  if (problems.length === 0) return nothing;
  return html`<div role="alert"><ul class="ut-problems">${problems.map(({ name, message }) =>
    html`<li>${message.includes(name) ? nothing : html`<strong>${showControls(name)}</strong> `}${showControls(message)}</li>`)}</ul>
    <p class="ut-note">Everything else is as it was.</p></div>`;
}
