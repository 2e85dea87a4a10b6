/** @file The digest: one short page to read, copy and send. */

/** @import { DigestView } from '../engine/types/finding.js' */
/** @import { Context } from '../app/context.js' */
import { html, nothing } from 'lit';
import { wireFilter } from '../app/filter.js';
import { download } from '../lib/clipboard.js';
import { formatCount, formatPeriod } from '../lib/format.js';
import { answered, viewHead } from './parts.js';
import { takeAway } from './take-away.js';

const FORMS = /** @type {const} */ ([['', 'Read'], ['markdown', 'Markdown'], ['html', 'HTML'], ['slack', 'Slack']]);

/** @param {Context} ctx */
export function digestView(ctx) {
  const answer = ctx.ask('digest', wireFilter(ctx.state.filter));
  const { value } = answer;
  return html`
    ${viewHead('Digest', value ? html`${formatPeriod(value.from, value.to)} · ${formatCount(value.nWords)} of at most ${formatCount(value.maxWords)} words` : 'The week on one page.',
      html`<div class="ut-segmented" role="group" aria-label="Form">${FORMS.map(([code, name]) => html`<button type="button"
        aria-pressed=${ctx.state.measure === code} @click=${() => ctx.go({ measure: code }, 'replace')}>${name}</button>`)}</div>`)}
    ${answered(answer, (view) => show(ctx, view))}`;
}

/**
 * @param {Context} ctx
 * @param {DigestView} view
 */
function show(ctx, view) {
  const form = FORMS.find(([code]) => code === ctx.state.measure)?.[0] ?? '';
  const text = form === '' ? view.markdown : view[form];
  const name = FORMS.find(([code]) => code === form)?.[1] ?? '';
  const file = form === 'html' ? ['digest.html', 'text/html'] : form === 'slack' ? ['digest.txt', 'text/plain'] : ['digest.md', 'text/markdown'];
  return html`<div class="ut-digest">
    <div class="ut-row">
      <button type="button" class="ut-primary" @click=${() => ctx.copy(text, form ? `Digest as ${name}` : 'Digest', form === '' ? view.html : undefined)}>Copy${form ? ` ${name}` : ''}</button>
      <button type="button" @click=${() => download(`undertone_${view.to ?? ''}_${file[0]}`, text, file[1] ?? 'text/plain')}>Download ${file[0]}</button>
    </div>
    <div class="ut-digest-body">
      ${form === '' ? reading(ctx, view) : html`<pre class="ut-source" tabindex="0">${text}</pre>`}
      ${takeAway(ctx)}
    </div>
  </div>`;
}

/**
 * @param {Context} ctx
 * @param {DigestView} view
 */
function reading(ctx, view) {
  return html`<article class="ut-paper"><h2>${view.title}</h2>
    ${view.blocks.map((block) => html`<section data-code=${block.code}><h3>${block.title}</h3>
      <ul>${block.bullets.map(({ text, filter }) => html`<li>${block.code === 'quotes' ? html`<span class="ut-voice" dir="auto">${text}</span>` : text}
        ${filter ? html`<button type="button" class="ut-rows" @click=${() => ctx.openRows(filter)} aria-label="rows behind: ${text}">rows</button>` : nothing}</li>`)}</ul>
    </section>`)}
  </article>`;
}
