/** @file Correcting labels: the choice beside a verbatim, the agreement so far, what to look at next, and areas. */

/** @import { AgreementView, AreaView, LabelsView, UnsureView, ValueView } from '../engine/types/verbatim.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { readable, valueName } from '../app/filter.js';
import { formatName, formatPlural, formatShare } from '../lib/format.js';
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
 * Agreement between people and machine, the items whose label is least sure, and product areas.
 * @param {Context} ctx
 */
export function labelsSection(ctx) {
  return html`<section class="ut-extra" aria-labelledby="labels-title">
    <h2 class="ut-section" id="labels-title">Labels</h2>
    ${answered(ctx.ask('labels', { limit: 8 }), (view) => html`${labels(ctx, view)}${areas(ctx, view)}`)}
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

/** Areas listed at most, beside those with phrases. */
const MOST_AREAS = 20;

/**
 * Product areas, where those of their items come from, and the phrases that people named for them.
 * @param {Context} ctx
 * @param {LabelsView} view
 */
function areas(ctx, { areas, areaLearning }) {
  const shown = areas.filter(({ phrases }, idx) => idx < MOST_AREAS || phrases.length > 0);
  return html`<h3 class="ut-unsure-title" id="areas-title">Product areas</h3>
    <p class="ut-note">Items without an area of their own belong to the one whose phrases they say. Several phrases are parted by commas; <code>crash*</code> stands for all words that begin so.
      ${areaLearning ? learnt(areaLearning) : nothing}</p>
    <table class="ut-table ut-areas" aria-labelledby="areas-title">
      <thead><tr><th scope="col">Area</th><th scope="col">Items</th><th scope="col">By phrase</th><th scope="col">Learnt</th><th scope="col">Phrases</th></tr></thead>
      <tbody>${repeat(shown, ({ area }) => area, (own) => areaRow(ctx, own))}</tbody></table>
    <form class="ut-row ut-new-area" @submit=${(/** @type {SubmitEvent} */ event) => addArea(ctx, event)}>
      <label class="ut-choice"><span>New area</span><input name="area" required autocomplete="off"></label>
      <label class="ut-choice"><span>Its phrases</span><input name="phrases" required autocomplete="off" placeholder="invoice, vat, receipt"></label>
      <button type="submit">Add</button></form>`;
}

/** How far the others were learnt. @param {NonNullable<LabelsView['areaLearning']>} own */
function learnt({ nTried, nSure, share, shareLow, shareHigh }) {
  return share === null
    ? `Nothing was learnt from items that have one: tried on ${formatPlural(nTried, 'known text')}, no area was right often enough.`
    : `What is learnt from items that have one was right in ${formatShare(share)} (${formatShare(shareLow ?? 0)} to ${formatShare(shareHigh ?? 1)}) of the ${nSure} of ${formatPlural(nTried, 'known text')} of which it was sure; the rest stays empty.`;
}

/**
 * @param {Context} ctx
 * @param {AreaView} own
 */
function areaRow(ctx, { area, n, nByPhrase, nLearned, phrases }) {
  const set = (/** @type {Event} */ event) =>
    setPhrases(ctx, area, /** @type {HTMLInputElement} */ (event.target).value);
  return html`<tr><th scope="row" dir="auto">${showControls(area)}</th><td>${n}</td><td>${nByPhrase}</td><td>${nLearned}</td>
    <td><input aria-label=${`Phrases of ${area}`} autocomplete="off" .value=${phrases.join(', ')} @change=${set}></td></tr>`;
}

/**
 * @param {Context} ctx
 * @param {SubmitEvent} event
 */
function addArea(ctx, event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const data = new FormData(form);
  const area = String(data.get('area')).trim();
  if (!area) return;
  setPhrases(ctx, area, String(data.get('phrases')));
  form.reset();
}

/**
 * @param {Context} ctx
 * @param {string} area
 * @param {string} text Phrases with commas between them.
 */
function setPhrases(ctx, area, text) {
  const phrases = text.split(/[,;]/).map((phrase) => phrase.trim()).filter(Boolean);
  ctx.edit({ kind: 'set-area-phrases', area, phrases },
    `${phrases.length > 0 ? `Phrases of ${area} set` : `Phrases of ${area} taken away`}. Ctrl+Z takes it back`);
}
