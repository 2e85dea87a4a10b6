/** @file The widget's look. Hosts set `--ut-…`; everything else follows their font and scheme. */

export const STYLE = `
  :host {
    display: block; min-inline-size: 280px; max-inline-size: 100%; text-align: start;
    --surface: var(--ut-surface, transparent);
    --sunken: var(--ut-sunken, light-dark(#f3f1ed, #1b1e23));
    --text: var(--ut-text, light-dark(#1b1d21, #e9e8e5));
    --muted: var(--ut-muted, light-dark(#5d6068, #a2a5ad));
    --line: var(--ut-line, light-dark(#d9d5cd, #343941));
    --heat: var(--ut-heat, light-dark(#e2622a, #d4541c));
    --accent: var(--ut-accent, light-dark(#0b5360, #86d3e1));
    --alarm: var(--ut-alarm, light-dark(#b03a10, #f2935f));
    --good: var(--ut-good, light-dark(#2b6e3f, #84c797));
    background: var(--surface); color: var(--text); font: var(--ut-font, 0.9375rem/1.5 system-ui, sans-serif);
    font-variant-numeric: tabular-nums; overflow-wrap: break-word;
  }
  :host([hidden]) { display: none; }
  :host([theme='light']) { color-scheme: light; --surface: var(--ut-surface, #fbfaf8); }
  :host([theme='dark']) { color-scheme: dark; --surface: var(--ut-surface, #14161a); }
  :host(:is([theme='light'], [theme='dark'])) { padding: 0.75rem 1rem; }
  *, *::before { box-sizing: border-box; }
  h2, h3, p, ul, ol, blockquote { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h2 { font-size: 1.0625em; font-weight: 650; line-height: 1.3; margin-block-end: 0.6rem; text-wrap: balance; }
  h3 { font-size: 1em; font-weight: 650; line-height: 1.3; }
  .note, .origin, .detail, .kicker, .facts, small { color: var(--muted); }
  .note, .origin, .kicker, .facts { font-size: 0.8125rem; }
  .note { margin-block-start: 0.45rem; max-inline-size: 72ch; }
  .origin { margin-block-start: 0.9rem; padding-block-start: 0.4rem; border-block-start: 1px solid var(--line); }
  .problem { color: var(--alarm); font-weight: 600; }
  .pending { color: var(--muted); }
  .problem + slot, .pending + slot { display: block; margin-block-start: 0.6rem; }

  .wide { overflow-x: auto; }
  .wide:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  table { border-collapse: separate; border-spacing: 2px; margin-inline-start: -2px; font-size: 0.875rem; }
  caption { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  th { font-weight: 500; text-align: start; }
  thead th { font-size: 0.8125rem; color: var(--muted); vertical-align: bottom; text-align: end; padding: 0.15rem 0.35rem; max-inline-size: 7.5rem; }
  thead th:first-child { text-align: start; padding-inline-start: 0; }
  tbody th, tfoot th { padding-inline-end: 0.7rem; min-inline-size: 6.2rem; max-inline-size: 13rem; }
  td { text-align: end; min-inline-size: 4.2rem; padding: 0.22rem 0.45rem; border-radius: 2px; line-height: 1.25;
    background: color-mix(in oklab, var(--heat) calc(var(--level, 0) * 52%), var(--sunken)); }
  td small { display: block; font-size: 0.75rem; color: color-mix(in oklab, var(--text) 82%, transparent); font-weight: 400; }
  td i { font-style: normal; font-size: 0.7em; margin-inline-start: 0.3em; }
  .mark { font-weight: 750; }
  .weak { color: var(--muted); background: repeating-linear-gradient(135deg, var(--sunken) 0 5px, transparent 5px 7px); }
  .none { background: none; color: var(--muted); text-align: center; }
  .all { background: none; font-weight: 600; }
  .weak small, .all small { color: var(--muted); }
  tfoot th, tfoot td { border-block-start: 1px solid var(--line); }

  section { margin-block-end: 0.9rem; }
  section h3 { margin-block-end: 0.2rem; }
  section li { position: relative; padding-inline-start: 1.05rem; margin-block-end: 0.25rem; max-inline-size: 72ch; }
  section li::before { content: ''; position: absolute; inset-inline-start: 0.1rem; inset-block-start: 0.7em; inline-size: 0.4rem; block-size: 1.5px; background: var(--muted); }

  .findings > li { padding-block: 0.8rem; border-block-end: 1px solid var(--line); }
  .findings > li:first-child { padding-block-start: 0; }
  .findings > li:last-child { border-block-end: 0; padding-block-end: 0; }
  .findings > li:first-child h3 { font-size: 1.125em; }
  .kicker { display: flex; flex-wrap: wrap; gap: 0 0.8rem; }
  .kicker b, .next b { font-weight: 650; color: var(--accent); }
  [data-tone='alarm'] .kicker b { color: var(--alarm); }
  [data-tone='good'] .kicker b { color: var(--good); }
  .detail { font-size: 0.875rem; margin-block-start: 0.15rem; max-inline-size: 76ch; }
  .next, .facts { margin-block-start: 0.4rem; max-inline-size: 76ch; }
  blockquote { margin-block-start: 0.5rem; padding-inline-start: 0.8rem; border-inline-start: 2px solid var(--line); max-inline-size: 70ch;
    font-family: ui-serif, Charter, 'Iowan Old Style', Georgia, serif; overflow-wrap: anywhere; white-space: pre-line; }
  svg { display: block; inline-size: min(100%, 22rem); block-size: 2rem; margin-block-start: 0.5rem; fill: color-mix(in oklab, var(--muted) 45%, transparent); border-block-end: 1px solid var(--line); }
  .hot { fill: var(--heat); }
  [data-tone='good'] .hot { fill: var(--good); }

  @media (forced-colors: active) {
    .mark { outline: 1px solid Highlight; }
    svg { fill: CanvasText; }
    .hot { fill: Highlight; }
  }
  @media print {
    :host { color-scheme: light; --surface: transparent; padding: 0; }
    .wide { overflow: visible; }
    td, svg { print-color-adjust: exact; }
    td { min-inline-size: 0; }
    li, tr { break-inside: avoid; }
  }
`;
