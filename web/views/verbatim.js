/** @file One item of feedback, and the shorter form that is a quote. Customers' words are text, always. */

/** @import { QuoteView } from '../engine/types/theme.js' */
/** @import { ValueView, VerbatimView } from '../engine/types/verbatim.js' */
/** @import { Correct } from './labels.js' */
import { html, nothing } from 'lit';
import { readable, valueName } from '../app/filter.js';
import { formatDay, formatMoney, formatName, formatScore } from '../lib/format.js';
import { piecesOf, showControls } from '../lib/text.js';
import { isCorrectable, labelChoices, sureness } from './labels.js';

/** Labels that are worth a place beside every verbatim. */
const SHOWN = ['area', 'theme', 'also', 'category', 'severity', 'sentiment', 'risk', 'cause', 'need', 'plan', 'region', 'language', 'channel'];

/** What stands between the themes that an item is also about. */
const BETWEEN_THEMES = '; ';

/**
 * What can be done to an item.
 * @typedef {object} Tools
 * @property {Correct | undefined} correct Sets a label; nothing while labels are only read.
 * @property {readonly string[]} areas Product areas of the data.
 * @property {(theme: string) => void} notThis Takes it out of a theme.
 */

/**
 * @param {VerbatimView} item
 * @param {string} currency
 * @param {Tools} tools
 */
export function verbatimItem(item, currency, { correct, areas, notThis }) {
  const language = item.values.find(({ key }) => key === 'language')?.value;
  const values = SHOWN.flatMap((key) => item.values.filter((value) => value.key === key && !(correct && isCorrectable(key))));
  return html`<article class="ut-verbatim">
    <p class="ut-verbatim-meta">
      ${item.score === null ? nothing : html`<span class="ut-score" ?data-low=${item.isLow}
        title=${item.isLow ? 'low score' : 'score'}>${formatScore(item.score, 1)}</span>`}
      ${item.account ? html`<strong>${item.account}</strong>` : nothing}
      ${item.arr === null ? nothing : html`<span>${formatMoney(item.arr, currency)} ARR</span>`}
      ${item.date ? html`<time datetime=${item.date}>${formatDay(item.date)}</time>` : nothing}
      ${item.nCopies > 1 ? html`<span>${item.nCopies} say the same</span>` : nothing}
    </p>
    ${item.title ? html`<p class="ut-verbatim-title" dir="auto">${showControls(item.title)}</p>` : nothing}
    <p class="ut-voice" dir="auto" lang=${language ?? nothing}>${words(item)}</p>
    ${correct ? html`<p class="ut-labels ut-label-fields">${labelChoices(item.values, areas, correct)}</p>` : nothing}
    <p class="ut-labels">${values.map((own) => html`<span class="ut-label" title=${sureness(own.confidence)}><span>${formatName(own.name)}</span> ${label(own, notThis)}</span>`)}</p>
    <p class="ut-verbatim-source">${item.file}, row ${item.fileRow}${item.id ? ` · ${item.id}` : ''}
      ${item.url ? html` · <a href=${safeUrl(item.url)} target="_blank" rel="noreferrer noopener">open item ↗</a>` : nothing}</p>
  </article>`;
}

/**
 * A label's value; a theme can be said not to be the item's.
 * @param {ValueView} label
 * @param {(theme: string) => void} notThis
 */
function label({ key, value }, notThis) {
  if (key !== 'theme' && key !== 'also') return valueName(value, key);
  const themes = key === 'also' ? value.split(BETWEEN_THEMES) : [value];
  return themes.map((theme) => html`<b dir="auto">${theme}</b> <button type="button" class="ut-link ut-not"
    aria-label="Not this theme: ${theme}" title="It does not belong to ${theme}" @click=${() => notThis(theme)}>not this theme</button> `);
}

/** @param {VerbatimView} item */
function words({ text, marks }) {
  return piecesOf(text, marks).map(({ text: piece, marks: here }) =>
    here.length === 0
      ? piece
      : html`<mark data-dimension=${here[0]?.dimension ?? ''}
          title=${here.map(({ dimension, value }) => `${dimension}: ${readable(value)}`).join(', ')}>${piece}</mark>`);
}

/**
 * Only web addresses become links, whatever the engine let through.
 * @param {string} url
 */
function safeUrl(url) {
  return /^https?:\/\//i.test(url) ? url : '#';
}

/**
 * A verbatim that stands for many.
 * @param {QuoteView} quote
 */
export function quoteBlock(quote) {
  const who = [quote.account, quote.plan, quote.date ? formatDay(quote.date) : null].filter(Boolean).join(' · ');
  return html`<figure class="ut-quote">
    <blockquote class="ut-voice" dir="auto" lang=${quote.language ?? nothing}>${showControls(quote.text)}</blockquote>
    <figcaption>${quote.score === null ? nothing : html`<span class="ut-score">${formatScore(quote.score, 1)}</span>`}
      ${who}</figcaption>
  </figure>`;
}
