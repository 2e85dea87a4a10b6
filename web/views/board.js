/** @file Findings by status, side by side: drag one, or choose its status. */

/** @import { FindingView } from '../engine/types/finding.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { findingLine, setStatus, STATUSES, statusSelect } from './finding.js';
import { quoteBlock } from './verbatim.js';

/**
 * @param {Context} ctx
 * @param {readonly FindingView[]} findings
 * @param {string | null} currency
 */
export function boardView(ctx, findings, currency) {
  return html`<div class="ut-board" tabindex="0" role="group" aria-label="Findings by status">
    ${STATUSES.map(([code, name]) => {
      const here = findings.filter(({ status }) => status === code);
      return html`<section class="ut-board-column" aria-label=${name} ?data-empty=${here.length === 0}
        @dragover=${(/** @type {DragEvent} */ event) => isFinding(event) && event.preventDefault()}
        @drop=${(/** @type {DragEvent} */ event) => drop(ctx, findings, event, code)}>
        <h2>${name} <span>${here.length}</span></h2>
        ${repeat(here, ({ id }) => id, (finding) => html`<article class="ut-board-item" draggable="true" tabindex="-1"
          data-finding=${finding.id}
          @dragstart=${(/** @type {DragEvent} */ event) => event.dataTransfer?.setData('application/x-undertone', finding.id)}>
          ${findingLine(ctx, finding, currency)}
          ${finding.quotes[0] ? quoteBlock(finding.quotes[0]) : nothing}
          ${statusSelect(ctx, finding)}
        </article>`)}
      </section>`;
    })}
  </div>`;
}

/** @param {DragEvent} event */
function isFinding(event) {
  return event.dataTransfer?.types.includes('application/x-undertone') ?? false;
}

/**
 * @param {Context} ctx
 * @param {readonly FindingView[]} findings
 * @param {DragEvent} event
 * @param {FindingView['status']} status
 */
function drop(ctx, findings, event, status) {
  const id = event.dataTransfer?.getData('application/x-undertone');
  const finding = findings.find((one) => one.id === id);
  if (!finding) return;
  event.preventDefault();
  event.stopPropagation();
  if (finding.status !== status) setStatus(ctx, finding, status);
}
