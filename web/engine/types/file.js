/**
 * @file An opened file: how it was read, its columns, what was odd.
 * @import { FileChoices } from './query.js'
 */

/** @typedef {'feedback' | 'accounts' | 'other'} FileKind */

/**
 * One opened file.
 * @typedef {object} FileView
 * @property {number} id Its id in this session.
 * @property {string} name Its name.
 * @property {FileKind} kind `feedback`, `accounts` or `other`.
 * @property {string} kindEvidence Why it was taken for that.
 * @property {string | null} flavour The product whose export this looks like ("Zendesk", …).
 * @property {number} nBytes Size in bytes.
 * @property {string} encoding Name of the encoding ("UTF-8", "windows-1252", …).
 * @property {DialectView} dialect How its lines and cells are written.
 * @property {number} nRows Data rows.
 * @property {number} nRepaired Rows that were padded, cut or otherwise repaired.
 * @property {number} nSetAside Lines that are not data (preamble, footer, repeated header, …), by
 *   reason in `notices`.
 * @property {ColumnView[]} columns Its columns.
 * @property {string[][]} preview The first rows, as text.
 * @property {NoticeView[]} notices What was odd.
 * @property {number} nLines Lines of the file: header, data, lines set aside, blank ones, and line
 *   ends inside cells.
 * @property {[before: string, after: string] | null} repair A word that a repair of wrongly decoded
 *   text would change, before and after.
 * @property {FileChoices} choices What a person decided about it, now or earlier about files with
 *   the same header.
 */

/**
 * How lines and cells are written.
 * @typedef {object} DialectView
 * @property {string} delimiter Between cells: one character, or `", "`.
 * @property {string} quote Around cells; empty where there is none.
 * @property {'doubled' | 'backslash' | 'none'} escape `doubled`, `backslash` or `none`.
 * @property {'lf' | 'crlf' | 'cr' | 'mixed'} lineEnd `lf`, `crlf`, `cr` or `mixed`.
 * @property {number} nPreamble Lines before the header that are not data.
 * @property {number} nHeader Header rows, 0 to 3.
 * @property {number} nFooter Lines after the data that are not data.
 */

/**
 * One column of a file.
 * @typedef {object} ColumnView
 * @property {number} idx Position, from 0.
 * @property {string} name Its header.
 * @property {'text' | 'category' | 'number' | 'date' | 'empty'} kind `text`, `category`, `number`,
 *   `date` or `empty`.
 * @property {string | null} role Code of the role, `null` for none.
 * @property {'high' | 'medium' | 'low' | null} confidence `high`, `medium` or `low`; `null`
 *   without a role.
 * @property {string} evidence Why this role, in words.
 * @property {boolean} isConfirmed Whether a person chose the role.
 * @property {string[]} samples Up to three sample values.
 * @property {number} nMissing Rows without a value.
 * @property {number} nDistinct Distinct values.
 * @property {ScaleView | null} scale The scale, for a score.
 * @property {string | null} dateOrder How dates are written, for a date ("day/month/year").
 * @property {AskView | null} ask A question that the file leaves open.
 */

/**
 * A question that the file leaves open, with its possible answers.
 * @typedef {object} AskView
 * @property {string} code `date-order`.
 * @property {string} question The question in words.
 * @property {[string, string][]} answers Code and words of each answer.
 */

/**
 * The scale of a score.
 * @typedef {object} ScaleView
 * @property {'csat' | 'nps' | 'ces' | 'stars' | 'binary'} metric `csat`, `nps`, `ces`, `stars` or
 *   `binary`.
 * @property {string} name In words ("CSAT 1–5").
 * @property {number} min Worst answer.
 * @property {number} max Best answer.
 * @property {number} lowCut Answers at or below are low.
 * @property {number} highCut Answers at or above are high.
 */

/**
 * One kind of oddity.
 * @typedef {object} NoticeView
 * @property {string} code Stable code.
 * @property {string} message A sentence.
 * @property {number} count How often.
 * @property {number[]} places The first places, as line numbers from 1.
 */

export {};
