/** @file Correcting labels: the choice beside a verbatim, the agreement so far, what to look at next, and areas. */

/** @import { AgreementView, AreaView, LabelsView, UnsureView, ValueView } from '../engine/types/verbatim.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { readable, valueName } from '../app/filter.js';
import { formatCount, formatName, formatPlural, formatShare } from '../lib/format.js';
import { showControls } from '../lib/text.js';
import { answered, pickedOf } from './parts.js';

/** The dimensions that people correct, with their labels; the areas are those of the data. */
const CHOICES = /** @type {const} */ ({
  category: ['Category', ['bug', 'feature_request', 'pain_point', 'praise', 'churn_signal', 'general']],
  severity: ['Severity', ['critical', 'high', 'medium', 'low']],
  sentiment: ['Sentiment', ['negative', 'neutral', 'positive']],
  cause: ['Root cause', ['bug', 'billing_confusion', 'slow_resolution', 'missing_documentation', 'unexpected_behaviour']],
  risk: ['Risk', ['churn', 'competitor', 'escalation']],
  need: ['Need', ['speed', 'effort', 'frequency', 'trust', 'cost', 'control', 'clarity', 'access']],
  area: ['Product area', []],
});

/** @typedef {(dimension: string, value: string) => void} Correct */

/** @param {string} key */
export function isCorrectable(key) {
  return key in CHOICES;
}

/**
 * How sure a label is, in words.
 * @param {number | null} confidence
 */
export function sureness(confidence) {
  return confidence === null ? nothing : confidence >= 1 ? 'set by hand' : `${formatShare(confidence)} sure`;
}

/**
 * All labels of an item that can be corrected; one that it lacks can be given.
 * @param {readonly ValueView[]} values
 * @param {readonly string[]} areas Product areas of the data.
 * @param {Correct} correct
 */
export function labelChoices(values, areas, correct) {
  const keys = /** @type {(keyof typeof CHOICES)[]} */ (Object.keys(CHOICES));
  return keys.filter((key) => key !== 'area' || areas.length > 0).map((key) => {
    const { value, confidence } = values.find((own) => own.key === key) ?? { value: '', confidence: null };
    return labelChoice(key, value, confidence, key === 'area' ? areas : CHOICES[key][1], correct);
  });
}

/**
 * @param {keyof typeof CHOICES} key
 * @param {string} value `''` where it has none.
 * @param {number | null} confidence
 * @param {readonly string[]} codes
 * @param {Correct} correct
 */
function labelChoice(key, value, confidence, codes, correct) {
  const [name] = CHOICES[key];
  const option = (/** @type {string} */ code, /** @type {string} */ words) =>
    html`<option value=${code} .selected=${code === value}>${words}</option>`;
  return html`<label class="ut-label" title=${sureness(confidence)}><span>${name}</span>
    <select aria-label=${`${name} of this item`} @change=${(/** @type {Event} */ event) => correct(key, pickedOf(event, value))}>
      ${value === '' ? option('', '–') : confidence !== null && confidence >= 1 ? option('', 'as it was found') : nothing}
      ${value === '' || codes.includes(value) ? nothing : option(value, readable(value))}
      ${codes.map((code) => option(code, readable(code)))}
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
      <ol class="ut-unsure">${repeat(queue, ({ key }) => key, (item) => unsure(ctx, item))}</ol>`}`;
}

/** @param {AgreementView} own */
function agreed(own) {
  const kappa = own.kappa === null ? '–'
    : `${own.kappa.toFixed(2)} (${own.kappaLow?.toFixed(2)} to ${own.kappaHigh?.toFixed(2)})`;
  return html`<tr><th scope="row">${formatName(own.dimension)}</th><td>${formatCount(own.n)}</td>
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
    <p class="ut-labels">${labelChoice('category', category, null, CHOICES.category[1], set)}
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
      <thead><tr><th scope="col">Area</th><th scope="col" class="num">Items</th><th scope="col" class="num">By phrase</th><th scope="col" class="num">Learnt</th><th scope="col">Phrases</th></tr></thead>
      <tbody>${repeat(shown, ({ area }) => area, (own) => areaRow(ctx, own))}</tbody></table>
    <form class="ut-row ut-new-area" @submit=${(/** @type {SubmitEvent} */ event) => addArea(ctx, areas, event)}>
      <label class="ut-choice"><span>New area</span><input name="area" required autocomplete="off"></label>
      <label class="ut-choice ut-grow"><span>Its phrases</span><input name="phrases" required autocomplete="off" placeholder="invoice, vat, receipt"></label>
      <button type="submit">Add</button></form>`;
}

/** How far the others were learnt. @param {NonNullable<LabelsView['areaLearning']>} own */
function learnt({ nTried, nSure, share, shareLow, shareHigh }) {
  return share === null
    ? `Nothing was learnt from items that have one: tried on ${formatPlural(nTried, 'known text')}, no area was right often enough.`
    : `What is learnt from items that have one was right in ${formatShare(share)} (${formatShare(shareLow ?? 0)} to ${formatShare(shareHigh ?? 1)}) of the ${formatCount(nSure)} of ${formatPlural(nTried, 'known text')} of which it was sure; the rest stays empty.`;
}

/**
 * @param {Context} ctx
 * @param {AreaView} own
 */
function areaRow(ctx, { area, n, nByPhrase, nLearned, phrases }) {
  const set = (/** @type {Event} */ event) =>
    setPhrases(ctx, area, /** @type {HTMLInputElement} */ (event.target).value);
  return html`<tr><th scope="row" dir="auto">${showControls(area)}</th><td class="num">${formatCount(n)}</td><td class="num">${formatCount(nByPhrase)}</td><td class="num">${formatCount(nLearned)}</td>
    <td><input aria-label=${`Phrases of ${area}`} autocomplete="off" .value=${phrases.join(', ')} @change=${set}></td></tr>`;
}

/**
 * An area that is there already, however it is spelt, keeps its phrases beside the new ones.
 * @param {Context} ctx
 * @param {readonly AreaView[]} areas
 * @param {SubmitEvent} event
 */
function addArea(ctx, areas, event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const data = new FormData(form);
  const area = String(data.get('area')).trim();
  const phrases = String(data.get('phrases'));
  if (!area) return;
  const known = areas.find((own) => own.area.toLowerCase() === area.toLowerCase());
  if (known) setPhrases(ctx, known.area, [...known.phrases, phrases].join(), `${known.area} is there already: it has these phrases, too`);
  else setPhrases(ctx, area, phrases);
  form.reset();
}

/**
 * @param {Context} ctx
 * @param {string} area
 * @param {string} text Phrases with commas between them.
 * @param {string} [said] What was done, in words.
 */
function setPhrases(ctx, area, text, said) {
  const phrases = [...new Set(text.split(/[,;]/).map((phrase) => phrase.trim()).filter(Boolean))];
  const done = said ?? `Phrases of ${area} ${phrases.length > 0 ? 'set' : 'taken away'}`;
  ctx.edit({ kind: 'set-area-phrases', area, phrases }, `${done}. Ctrl+Z takes it back`);
}
