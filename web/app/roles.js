/** @file Who reads: each role is a filter, an order and a layout over the same findings. */

/** @import { FindingView } from '../engine/types/finding.js' */
/** @import { RoleCode, ViewName } from './state.js' */

/**
 * @typedef {object} Role
 * @property {RoleCode} code
 * @property {string} name
 * @property {ViewName} home View opened when the role is chosen.
 * @property {string} order How its findings are ordered, in words.
 * @property {'list' | 'board'} layout
 * @property {'' | 'themes-by-arr' | 'bugs-by-impact' | 'praise'} extra List shown beside the findings.
 * @property {string} picker Role code of the dimension it picks from; `''` for none.
 */

/** @type {readonly Role[]} */
export const ROLES = [
  { code: '', name: 'Everyone', home: 'findings', order: 'most urgent first', layout: 'list', extra: '', picker: '' },
  {
    code: 'leadership', name: 'Leadership', home: 'findings', order: 'most ARR at stake first', layout: 'list',
    extra: 'themes-by-arr', picker: '',
  },
  {
    code: 'pm', name: 'PM', home: 'findings', order: 'by status, most urgent first', layout: 'board',
    extra: '', picker: 'product',
  },
  {
    code: 'engineering', name: 'Engineering', home: 'findings', order: 'most accounts and low scores first',
    layout: 'list', extra: 'bugs-by-impact', picker: 'area',
  },
  {
    code: 'sales', name: 'Sales & Marketing', home: 'findings', order: 'nearest renewals first', layout: 'list',
    extra: 'praise', picker: 'owner',
  },
];

/**
 * The role with this code.
 * @param {RoleCode} code
 * @returns {Role}
 */
export function roleOf(code) {
  return ROLES.find((role) => role.code === code) ?? /** @type {Role} */ (ROLES[0]);
}

/** @type {Readonly<Record<RoleCode, (finding: FindingView) => number>>} */
const WEIGHTS = {
  '': ({ urgency }) => urgency,
  leadership: ({ exposure }) => exposure.arr ?? 0,
  pm: ({ urgency }) => urgency,
  engineering: ({ exposure }) => (exposure.nLow + 1) * Math.max(1, exposure.nAccounts),
  sales: ({ exposure, kind }) => (kind === 'praise' ? 1e-3 : 0)
    + exposure.nRenewing * 1e12 + (exposure.arr ?? 0),
};

/**
 * The findings of a role in its order; equal ones as the engine had them.
 * @param {readonly FindingView[]} findings
 * @param {RoleCode} code
 */
export function findingsFor(findings, code) {
  const weigh = WEIGHTS[code];
  return findings
    .filter(({ audience }) => code === '' || audience.includes(code))
    .map((finding, idx) => ({ finding, idx, weight: weigh(finding) }))
    .sort((a, b) => b.weight - a.weight || a.idx - b.idx)
    .map(({ finding }) => finding);
}
