/** @file What the data allows, and which views need what. */

/** @import { OverviewView } from '../engine/types/overview.js' */
/** @import { ViewName } from './state.js' */

/** @typedef {OverviewView['capabilities'][number]['code']} Capability */

/** @type {Readonly<Partial<Record<ViewName, Capability>>>} */
const NEEDS = { spikes: 'spikes', themes: 'themes', accounts: 'accounts' };

/**
 * Whether the data allows something; what the engine does not speak of is allowed.
 * @param {OverviewView} overview
 * @param {Capability} code
 */
export function can({ capabilities }, code) {
  return capabilities.find((one) => one.code === code)?.available ?? true;
}

/**
 * Why a view has nothing to show; `''` when it has.
 * @param {OverviewView | undefined} overview
 * @param {ViewName} view
 */
export function lackOf(overview, view) {
  const need = NEEDS[view];
  if (!overview || !need || can(overview, need)) return '';
  return overview.capabilities.find(({ code }) => code === need)?.reason || 'The data does not allow this view.';
}
