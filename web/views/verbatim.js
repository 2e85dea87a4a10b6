/** @file One item of feedback, and the shorter form that is a quote. Customers' words are text, always. */

/** @import { QuoteView } from '../engine/types/theme.js' */
/** @import { VerbatimView } from '../engine/types/verbatim.js' */
/** @import { Correct } from './labels.js' */
import { html, nothing } from 'lit';
import { readable, valueName } from '../app/filter.js';
import { formatDay, formatMoney, formatName, formatScore } from '../lib/format.js';
import { piecesOf, showControls } from '../lib/text.js';
import { isCorrectable, labelChoice } from './labels.js';

/** Labels that are worth a place beside every verbatim. */
const SHOWN = ['area', 'theme', 'also', 'category', 'severity', 'risk', 'cause', 'plan', 'region', 'language', 'channel'];

/**
 * @param {VerbatimView} item
 * @param {string} currency
 * @param {Correct} [correct] What setting a label does.
 */
export function verbatimItem(item, currency, correct) {
  const language = item.values.find(({ key }) => key === 'language')?.value;
  const values = SHOWN.flatMap((key) => item.values.filter((value) => value.key === key));
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
    <p class="ut-labels">${values.map((label) => correct && isCorrectable(label.key) ? labelChoice(label, correct)
      : html`<span class="ut-label"><span>${formatName(label.name)}</span> ${valueName(label.value, label.key)}</span>`)}</p>
    <p class="ut-verbatim-source">${item.file}, row ${item.fileRow}${item.id ? ` · ${item.id}` : ''}
      ${item.url ? html` · <a href=${safeUrl(item.url)} target="_blank" rel="noreferrer noopener">open item ↗</a>` : nothing}</p>
  </article>`;
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
