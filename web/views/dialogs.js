/** @file The two dialogs: paste, and the keys. */

import { html } from 'lit';
import { GO_KEYS } from '../app/keys.js';
import { VIEW_NAMES } from './shell.js';

/** @param {(text: string) => void} open */
export function pasteDialog(open) {
  return html`<dialog id="paste" class="ut-dialog" aria-labelledby="paste-title">
    <form method="dialog" @submit=${(/** @type {SubmitEvent} */ event) => {
      const form = /** @type {HTMLFormElement} */ (event.target);
      const text = String(new FormData(form).get('text') ?? '');
      const isOpen = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value === 'open';
      form.reset();
      if (isOpen) open(text);
    }}>
      <h2 id="paste-title">Paste a sheet range or plain lines</h2>
      <p class="ut-muted">Copied cells keep their columns; plain lines are one verbatim each. Ctrl+V works anywhere on the page, too.</p>
      <textarea name="text" rows="10" aria-label="Pasted text"></textarea>
      <div class="ut-row"><button type="submit" value="open" class="ut-primary">Open</button>
        <button type="submit" value="cancel" formnovalidate>Cancel</button></div>
    </form></dialog>`;
}

/** The keys, in a table. */
export function helpDialog() {
  const keys = [
    ['/', 'Search verbatims'], ['j  k', 'Next, previous finding or row'], ['o', 'Verbatims of the finding'],
    ['Esc', 'Stop reading; close the verbatims'], ['Ctrl+Z', 'Undo'], ['Ctrl+Y', 'Redo, as does Ctrl+Shift+Z'], ['← ↑ → ↓', 'Move inside a table'],
    ...Object.entries(GO_KEYS).map(([key, view]) => [`g ${key}`, VIEW_NAMES[view]]), ['?', 'This sheet'],
  ];
  return html`<dialog id="help" class="ut-dialog" aria-labelledby="help-title"><form method="dialog">
    <h2 id="help-title">Keys</h2>
    <dl class="ut-keys">${keys.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
    <button type="submit" class="ut-primary" autofocus>Close</button></form></dialog>`;
}
