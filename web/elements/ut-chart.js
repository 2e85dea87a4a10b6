/** @import { ReleaseView, WeekView } from '../engine/types/evidence.js' */
/** @import { Series } from '../lib/plot.js' */
import { LitElement } from 'lit';
import { formatCount, formatDay } from '../lib/format.js';

/** What arrow keys do: steps, or ends. */
const STEPS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1, PageUp: -4, PageDown: 4, Home: -Infinity, End: Infinity });

/**
 * A weekly series, drawn by a library that is loaded when the first chart is. Pointer and arrow keys
 * read it week by week.
 *
 * @property {WeekView[]} weeks
 * @property {Series} series
 * @property {ReleaseView[]} releases
 */
export class UtChart extends LitElement {
  /** @override */
  static properties = {
    weeks: { attribute: false },
    series: { attribute: false },
    releases: { attribute: false },
  };

  #width = 0;
  /** @type {ResizeObserver | undefined} */ #observer;
  /** @type {{ idx: number, x: number }[]} */ #shown = [];
  /** Place among the weeks shown; −1 while none is read. */ #at = -1;
  #read = document.createElement('p');
  #cursor = document.createElement('span');

  constructor() {
    super();
    /** @type {WeekView[]} */ this.weeks = [];
    /** @type {Series | undefined} */ this.series = undefined;
    /** @type {ReleaseView[]} */ this.releases = [];
    this.#read.className = 'ut-chart-read';
    this.#cursor.className = 'ut-chart-cursor';
    this.#cursor.hidden = true;
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
    this.addEventListener('pointermove', this.#point);
    this.addEventListener('pointerdown', this.#point);
    this.addEventListener('keydown', this.#step);
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
      if (series !== this.series || !this.isConnected) return;
      const { chart, shown } = weeklyChart(weeks, series, this.releases, this.#width);
      this.#shown = shown;
      const box = document.createElement('div');
      box.className = 'ut-chart-box';
      box.tabIndex = 0;
      box.setAttribute('role', 'slider');
      box.setAttribute('aria-label', 'Weeks of the chart, read one by one');
      box.setAttribute('aria-valuemin', '1');
      box.setAttribute('aria-valuemax', String(shown.length));
      box.append(chart, this.#cursor);
      this.replaceChildren(box, this.#read);
      this.#show(shown.length - 1, true);
    } catch {
      this.replaceChildren('The chart could not be loaded; the numbers are in the table.');
    }
  }

  /** @param {PointerEvent} event */
  #point = (event) => {
    const left = this.getBoundingClientRect().left;
    const gaps = this.#shown.map(({ x }) => Math.abs(event.clientX - left - x));
    if (gaps.length > 0) this.#show(gaps.indexOf(Math.min(...gaps)));
  };

  /** @param {KeyboardEvent} event */
  #step = (event) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#show(Math.max(0, Math.min(this.#shown.length - 1, this.#at + step)));
  };

  /**
   * Reads one week aloud.
   * @param {number} at
   * @param {boolean} [isQuiet] Whether no cursor is shown for it.
   */
  #show(at, isQuiet = false) {
    const week = this.#shown[at];
    if (!week) return;
    this.#at = at;
    this.#cursor.hidden = isQuiet;
    this.#cursor.style.setProperty('--ut-x', `${week.x}px`);
    const text = this.#said(week.idx);
    this.#read.textContent = text;
    const box = this.querySelector('[role="slider"]');
    box?.setAttribute('aria-valuenow', String(at + 1));
    box?.setAttribute('aria-valuetext', text);
  }

  /** A week in words. @param {number} idx */
  #said(idx) {
    const { weekly, baseline, baselineHigh } = /** @type {Series} */ (this.series);
    const [week, expected, high] = [this.weeks[idx], baseline?.[idx], baselineHigh?.[idx]];
    const n = weekly[idx] ?? 0;
    return [
      `Week of ${formatDay(week?.start)}${week?.isComplete === false ? ' (incomplete)' : ''}: ${formatCount(n)} ${n === 1 ? 'item' : 'items'}`,
      isNumber(expected) ? `${expected.toFixed(1)} expected` : '',
      isNumber(high) ? `chance explains up to ${formatCount(high)}` : '',
    ].filter(Boolean).join(' · ');
  }
}

/** @param {unknown} value @returns {value is number} */
function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}
