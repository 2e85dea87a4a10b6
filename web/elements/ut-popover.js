import { css, html, LitElement } from 'lit';

/**
 * A button with a panel. Escape or a click elsewhere closes it.
 *
 * @property {string} label What the button says.
 * @property {string} hint What else there is to say of it for those who cannot see it.
 * @slot The panel's content. A click on an element with `data-close` closes the panel.
 * @fires {CustomEvent} ut-toggle when the panel has opened or closed; `detail.open`
 */
export class UtPopover extends LitElement {
  /** @override */
  static properties = {
    label: { type: String },
    hint: { type: String },
    kind: { type: String, reflect: true },
  };

  /** @override */
  static styles = css`
    :host { display: inline-block; }
    button {
      font: inherit; color: inherit; background: none; cursor: pointer; white-space: nowrap;
      border: 1px solid var(--ut-line, ButtonBorder); border-radius: var(--ut-radius, 4px);
      padding: .28em .7em; max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis;
    }
    :host([kind='quiet']) button { border-color: transparent; color: var(--ut-muted); padding-inline: .4em; }
    :host([kind='chip']) button {
      border-color: transparent; background: var(--ut-accent-soft); color: var(--ut-accent-text);
      border-start-end-radius: 0; border-end-end-radius: 0; max-inline-size: 18rem;
    }
    :host([kind='nav']) button { border: 0; padding: 0; inline-size: 100%; block-size: 100%; }
    button:hover { border-color: var(--ut-line-strong, ButtonBorder); color: var(--ut-text); }
    :host([kind='nav']) button:hover { color: inherit; }
    button:focus-visible { outline: 2px solid var(--ut-focus, Highlight); outline-offset: 2px; }
    [popover] {
      position: fixed; inset: auto; margin: 0; padding: .5rem; overflow: auto;
      inset-block-start: var(--top, 0); inset-inline-start: var(--left, 0);
      max-inline-size: min(24rem, calc(100vw - 1rem)); max-block-size: min(70vh, 30rem);
      border: 1px solid var(--ut-line-strong, ButtonBorder); border-radius: var(--ut-radius, 4px);
      background: var(--ut-raised, Canvas); color: var(--ut-text, CanvasText);
      box-shadow: 0 8px 28px var(--ut-shadow, #0003);
    }
  `;

  constructor() {
    super();
    this.label = '';
    this.hint = '';
    this.kind = '';
  }

  /** @override */
  render() {
    return html`
      <button type="button" part="button" popovertarget="panel" aria-haspopup="true"
        aria-label=${this.hint ? `${this.label}, ${this.hint}` : this.label}><slot name="label">${this.label}</slot></button>
      <div id="panel" popover @toggle=${this.#toggled} @click=${this.#clicked}><slot></slot></div>`;
  }

  /** Closes the panel. */
  close() {
    const panel = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('#panel'));
    if (panel?.matches(':popover-open')) panel.hidePopover();
  }

  /** @param {ToggleEvent} event */
  #toggled(event) {
    const isOpen = event.newState === 'open';
    if (isOpen) this.#place(/** @type {HTMLElement} */ (event.target));
    this.dispatchEvent(new CustomEvent('ut-toggle', { detail: { open: isOpen }, bubbles: true, composed: true }));
    if (isOpen) this.querySelector('input')?.focus();
  }

  /** @param {HTMLElement} panel */
  #place(panel) {
    const button = /** @type {HTMLElement} */ (this.renderRoot.querySelector('button')).getBoundingClientRect();
    const { width, height } = panel.getBoundingClientRect();
    // Without the scroll bar, over which nothing is drawn.
    const { clientWidth } = document.documentElement;
    const left = Math.max(8, Math.min(button.left, clientWidth - width - 8));
    const below = button.bottom + 4;
    const top = below + height > innerHeight - 8 ? Math.max(8, button.top - height - 4) : below;
    panel.style.setProperty('--left', `${left}px`);
    panel.style.setProperty('--top', `${top}px`);
  }

  /** @param {Event} event */
  #clicked(event) {
    const isCloser = event.composedPath().some((node) => node instanceof HTMLElement && 'close' in node.dataset);
    if (isCloser) this.close();
  }
}
