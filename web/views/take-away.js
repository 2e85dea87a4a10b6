/** @file What leaves the page with the reader: the saved result, the report, and how to embed them. */

/** @import { ExportQuery } from '../engine/types/query.js' */
/** @import { Context } from '../app/context.js' */
import { html } from 'lit';
import { wireFilter } from '../app/filter.js';
import { download } from '../lib/clipboard.js';
import { sentenceOf } from '../app/workspace.js';

const RESULT = 'undertone_snapshot.json';

/**
 * The tags that show a saved result elsewhere.
 * @param {'frame' | 'element'} form
 */
export function embedding(form) {
  const at = (/** @type {string} */ name) => new URL(name, document.baseURI).href;
  return form === 'frame'
    ? `<iframe data-undertone title="Customer feedback" loading="lazy" width="100%" height="640"\n  src="${at('widget.html')}?src=${RESULT}&amp;view=digest"></iframe>\n<script src="${at('embed.js')}" defer></script>`
    : `<script type="module" src="${at('widget.js')}"></script>\n<undertone-widget src="${RESULT}" view="heatmap"></undertone-widget>`;
}

/** @param {Context} ctx */
export function takeAway(ctx) {
  return html`<aside class="ut-take" aria-label="Take it with you">
    <h2 class="ut-section">Take it with you</h2>
    <label><input type="checkbox" id="redacted" checked> Without quotes and account names</label>
    <div class="ut-row">
      <button type="button" @click=${() => save(ctx, 'report.html', 'text/html')}>Report, one HTML file</button>
      <button type="button" @click=${() => save(ctx, 'snapshot.json', 'application/json')}>Saved result</button>
    </div>
    <p class="ut-note">The report opens anywhere, without this page. The saved result feeds the widget below.</p>
    <h2 class="ut-section">Show it in another page</h2>
    <p class="ut-note">Put the saved result beside that page (for the frame: beside <code>widget.html</code>), then the tags into it.</p>
    ${snippet(ctx, 'As an element', 'element')}
    ${snippet(ctx, 'As a frame; its second line lets it grow', 'frame')}
  </aside>`;
}

/**
 * @param {Context} ctx
 * @param {string} name
 * @param {'frame' | 'element'} form
 */
function snippet(ctx, name, form) {
  const text = embedding(form);
  return html`<div class="ut-row"><span class="ut-muted">${name}</span>
      <button type="button" class="ut-quiet" aria-label="Copy the tags: ${name.toLowerCase()}" @click=${() => ctx.copy(text, 'Tags')}>Copy</button></div>
    <pre class="ut-source" tabindex="0">${text}</pre>`;
}

/**
 * @param {Context} ctx
 * @param {ExportQuery['kind']} kind
 * @param {string} type
 */
async function save(ctx, kind, type) {
  const redacted = /** @type {HTMLInputElement | null} */ (document.getElementById('redacted'))?.checked ?? true;
  try {
    const bytes = await ctx.work.export({ kind, redacted, filter: wireFilter(ctx.state.filter) });
    download(`undertone_${kind}`, new Uint8Array(bytes), type);
    ctx.work.say(redacted ? 'Saved without quotes and account names' : 'Saved with quotes and account names');
  } catch (error) {
    ctx.work.say(sentenceOf(error));
  }
}
