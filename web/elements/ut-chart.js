/** @import { WeekView } from '../engine/types/evidence.js' */
import { LitElement } from 'lit';

/** @typedef {{ weekly: ArrayLike<number>, baseline?: ArrayLike<number | null>, baselineHigh?: ArrayLike<number | null>, onset?: string | null }} Series */

/**
 * A weekly series, drawn by a library that is loaded when the first chart is.
 *
 * @property {WeekView[]} weeks
 * @property {Series} series
 */
export class UtChart extends LitElement {
  /** @override */
  static properties = {
    weeks: { attribute: false },
    series: { attribute: false },
  };

  #width = 0;
  /** @type {ResizeObserver | undefined} */ #observer;

  constructor() {
    super();
    /** @type {WeekView[]} */ this.weeks = [];
    /** @type {Series | undefined} */ this.series = undefined;
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width === this.#width) return;
      this.#width = width;
      void this.#draw();
    });
    this.#observer.observe(this);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  /** @override */
  updated() {
    void this.#draw();
  }

  async #draw() {
    const { weeks, series } = this;
    if (!series || weeks.length === 0 || this.#width === 0) return;
    try {
      const { weeklyChart } = await import('../lib/plot.js');
      if (series === this.series && this.isConnected) this.replaceChildren(weeklyChart(weeks, series, this.#width));
    } catch {
      this.replaceChildren('The chart could not be loaded; the numbers are in the table.');
    }
  }
}
