/**
 * @file What people decide, and what that would do.
 * @import { QuoteView } from './theme.js'
 */

/** @typedef {'hypothesis' | 'validated' | 'in-progress' | 'shipped' | 'wont-do'} ThemeStatus */

/**
 * @typedef {'new' | 'reviewing' | 'validated' | 'building' | 'shipped' | 'wont-do'} FindingStatus
 */

/**
 * One human decision. Edits are kept in the project and replayed on the next import.
 * @typedef {{ kind: 'rename-theme', theme: string, name: string }
 *   | { kind: 'merge-themes', from: string, into: string }
 *   | { kind: 'split-theme', theme: string, name: string, subthemes?: string[], phrase?: string, like?: boolean, id?: string }
 *   | { kind: 'move-items', items: string[], into: string, like?: boolean }
 *   | { kind: 'not-this', theme: string, items: string[], like?: boolean }
 *   | { kind: 'pin-theme', theme: string, on?: boolean }
 *   | { kind: 'delete-theme', theme: string }
 *   | { kind: 'set-phrases', theme: string, phrases?: string[] }
 *   | { kind: 'set-theme-owner', theme: string, owner: string }
 *   | { kind: 'set-theme-card', theme: string, job: string, alternatives: string }
 *   | { kind: 'set-theme-status', theme: string, status: ThemeStatus }
 *   | { kind: 'set-finding-status', finding: string, status: FindingStatus, note: string }
 *   | { kind: 'set-owner', area: string, owner: string }
 *   | { kind: 'set-area-phrases', area: string, phrases?: string[] }
 *   | { kind: 'set-label', item: string, dimension: string, value: string }
 *   | { kind: 'undo' }
 *   | { kind: 'redo' }} Edit
 */

/**
 * The human decisions, as far as the page shows them.
 * @typedef {object} ProjectView
 * @property {string[]} history What was decided, oldest first, in words.
 * @property {boolean} canUndo Whether there is an edit to take back.
 * @property {boolean} canRedo Whether there is one to make again.
 * @property {[string, string][]} owners Owners: product area and who answers for it.
 */

/**
 * What an edit would do, before it is made.
 * @typedef {object} PreviewView
 * @property {number} nMoved Items that would be in another theme than now; of an edit about an area, in
 *   another area.
 * @property {number} nLike Of these, items that nobody named but that are like those.
 * @property {[name: string, n: number][]} from Where they come from; no name for no theme.
 * @property {[name: string, n: number][]} into Where they go; no name for no theme.
 * @property {[before: number, after: number]} nThemes Themes before and after.
 * @property {QuoteView[]} examples Some of the items, those that are only alike first.
 */

export {};
