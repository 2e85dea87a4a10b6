/** @file What every view is given. Types only. */

/** @import { Edit } from '../engine/types/decision.js' */
/** @import { Filter } from '../engine/types/query.js' */
/** @import { Item, Kind, Theme } from '../elements/ut-edit.js' */
/** @import { Answer, Question } from './answers.js' */
/** @import { FullFilter } from './filter.js' */
/** @import { ViewState } from './state.js' */
/** @import { EngineLike } from './engine-like.js' */
/** @import { Workspace } from './workspace.js' */

/**
 * @typedef {object} Context
 * @property {ViewState} state What the address says.
 * @property {Workspace} work What is open and decided.
 * @property {Asker} ask The engine's answer, asked when it is not there yet.
 * @property {(patch: Partial<ViewState>, how?: 'push' | 'replace') => void} go Changes the state.
 * @property {(filter: Filter | FullFilter) => void} openRows Opens the verbatims behind a number.
 * @property {(edit: Edit, said?: string) => void} edit Makes a decision.
 * @property {(kind: Kind, theme: Theme | undefined, items?: Item[], into?: string) => void} decide
 *   Opens the dialog in which a decision about a theme is made; `into` is the theme offered to merge into.
 * @property {(text: string | Promise<string>, what: string, html?: string) => void} copy Copies and says so.
 * @property {(dimension: string, value: string) => string} nameOf What people read for a value.
 */

/**
 * @typedef {<Q extends Question>(question: Q, argument: Parameters<EngineLike[Q]>[0], slot?: string) =>
 *   Answer<Awaited<ReturnType<EngineLike[Q]>>>} Asker
 */

export {};
