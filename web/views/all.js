/** @file Everything that is shown of data: loaded when the first file is, not with the page. */

import { UtCells } from '../elements/ut-cells.js';
import { UtEdit } from '../elements/ut-edit.js';
import { UtChart } from '../elements/ut-chart.js';
import { UtVerbatims } from '../elements/ut-verbatims.js';
import { accountsView } from './accounts.js';
import { coverageView } from './coverage.js';
import { digestView } from './digest.js';
import { findingsView } from './findings.js';
import { spikesView } from './spikes.js';
import { heatmapView, significanceView } from './table.js';
import { themesView } from './themes.js';

export { dataView } from './data.js';
export { drawer } from './drawer.js';
export { filterBar } from './filter-bar.js';
export { firstLook } from './report.js';

/** The view of each name. */
export const SHOWS = {
  findings: findingsView, heatmap: heatmapView, spikes: spikesView, themes: themesView,
  significance: significanceView, coverage: coverageView, accounts: accountsView, digest: digestView,
};

for (const [tag, element] of /** @type {const} */ ([
  ['ut-cells', UtCells], ['ut-chart', UtChart], ['ut-edit', UtEdit], ['ut-verbatims', UtVerbatims],
])) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
