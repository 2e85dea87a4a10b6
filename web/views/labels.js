/** @file Correcting labels: the choice beside a verbatim, the agreement so far, and what to look at next. */

/** @import { AgreementView, LabelsView, UnsureView, ValueView } from '../engine/types/verbatim.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { readable, valueName } from '../app/filter.js';
import { formatName, formatShare } from '../lib/format.js';
import { showControls } from '../lib/text.js';
import { answered } from './parts.js';

/** The labels of the dimensions that are corrected beside a verbatim. */
const CHOICES = {
  category: ['bug', 'feature_request', 'pain_point', 'praise', 'churn_signal', 'general'],
  severity: ['critical', 'high', 'medium', 'low'],
};

/** @typedef {(dimension: string, value: string) => void} Correct */

/** @param {string} key */
export function isCorrectable(key) {
  return key in CHOICES;
}

/**
 * A label that can be corrected.
 * @param {Pick<ValueView, 'key' | 'name' | 'value' | 'confidence'>} label
 * @param {Correct} correct
 */
export function labelChoice({ key, name, value, confidence }, correct) {
  const sure = confidence === null ? nothing : confidence >= 1 ? 'set by hand' : `${formatShare(confidence)} sure`;
  return html`<label class="ut-label" title=${sure}><span>${formatName(name)}</span>
    <select aria-label=${`${formatName(name)} of this item`} .value=${value} @change=${(/** @type {Event} */ event) =>
      correct(key, /** @type {HTMLSelectElement} */ (event.target).value)}>
      ${CHOICES[/** @type {keyof typeof CHOICES} */ (key)].map((code) =>
        html`<option value=${code} ?selected=${code === value}>${readable(code)}</option>`)}
    </select></label>`;
}

/**
 * Agreement between people and machine, and the items whose label is least sure.
 * @param {Context} ctx
 */
export function labelsSection(ctx) {
  return html`<section class="ut-extra" aria-labelledby="labels-title">
    <h2 class="ut-section" id="labels-title">Labels</h2>
    ${answered(ctx.ask('labels', { limit: 8 }), (view) => labels(ctx, view))}
  </section>`;
}

/**
 * @param {Context} ctx
 * @param {LabelsView} view
 */
function labels(ctx, { nGiven, agreement, queue, hasWeights }) {
  if (!hasWeights) return html`<p class="ut-muted">The labels file is not there: labels say what the scores say.</p>`;
  return html`
    ${nGiven === 0
      ? html`<p class="ut-muted">Nothing corrected yet. Each label you set or confirm also teaches the others.</p>`
      : html`<table class="ut-table"><caption>Agreement with the machine as it was before your corrections</caption>
        <thead><tr><th scope="col">Label</th><th scope="col">Judged</th><th scope="col">Agreed, 95 % interval</th><th scope="col">Cohen’s κ, 95 % interval</th></tr></thead>
        <tbody>${agreement.map(agreed)}</tbody></table>
        <p class="ut-note">Items from the list below are those the machine was least sure of, so agreement on all items is higher.</p>`}
    ${queue.length === 0 ? nothing : html`<h3 class="ut-unsure-title">Least sure: look at these next</h3>
      <ol class="ut-unsure">${queue.map((item) => unsure(ctx, item))}</ol>`}`;
}

/** @param {AgreementView} own */
function agreed(own) {
  const kappa = own.kappa === null ? '–'
    : `${own.kappa.toFixed(2)} (${own.kappaLow?.toFixed(2)} to ${own.kappaHigh?.toFixed(2)})`;
  return html`<tr><th scope="row">${formatName(own.dimension)}</th><td>${own.n}</td>
    <td>${formatShare(own.share)} (${formatShare(own.shareLow)} to ${formatShare(own.shareHigh)})</td><td>${kappa}</td></tr>`;
}

/**
 * @param {Context} ctx
 * @param {UnsureView} item
 */
function unsure(ctx, { key, text, category }) {
  const set = (/** @type {string} */ dimension, /** @type {string} */ value) =>
    ctx.edit({ kind: 'set-label', item: key, dimension, value }, `${formatName(dimension)} set to ${valueName(value)}. Ctrl+Z takes it back`);
  return html`<li><p class="ut-voice" dir="auto">${showControls(text)}</p>
    <p class="ut-labels">${labelChoice({ key: 'category', name: 'Category', value: category, confidence: null }, set)}
      <button type="button" class="ut-quiet" @click=${() => set('category', category)}>Right</button></p></li>`;
}
