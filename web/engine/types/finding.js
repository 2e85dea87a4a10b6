/**
 * @file Findings, the digest, and the saved result that widgets show.
 * @import { FindingStatus } from './decision.js'
 * @import { CoverageView, SpikesView, SubjectView, TableView } from './evidence.js'
 * @import { OverviewView } from './overview.js'
 * @import { Filter } from './query.js'
 * @import { QuoteView, ThemesView } from './theme.js'
 */

/** @typedef {'directional' | 'good' | 'strong' | 'solid'} Confidence */

/** @typedef {'leadership' | 'pm' | 'engineering' | 'sales'} Role */

/**
 * @typedef {'spike' | 'emerging' | 'trend' | 'concentration' | 'score-drop' | 'critical-mass'
 *   | 'churn-risk' | 'renewal' | 'praise' | 'coverage-gap' | 'unmatched' | 'weight'} FindingKind
 */

/**
 * The inbox.
 * @typedef {object} FindingsView
 * @property {FindingView[]} findings Most urgent first.
 * @property {string | null} asOf Today, as the analysis understands it.
 * @property {string | null} currency Currency of ARR.
 * @property {number} nTests Statistical tests made for this list.
 * @property {string[]} footnotes Methods and corrections, in sentences.
 */

/**
 * Something worth saying, with its evidence, its worth, its owner and its rows.
 * @typedef {object} FindingView
 * @property {string} id Stable across imports: made of kind and subject.
 * @property {FindingKind} kind `spike`, `emerging`, `trend`, `concentration`, `score-drop`,
 *   `critical-mass`, `churn-risk`, `renewal`, `praise`, `coverage-gap` or `unmatched`.
 * @property {string} title The sentence, as in an alert.
 * @property {string} detail The second line: counts, p and what was compared.
 * @property {SubjectView} subject What it is about.
 * @property {string | null} area Product area.
 * @property {string | null} since Since when.
 * @property {EvidenceView[]} evidence What it rests on.
 * @property {ExposureView} exposure Whom it touches and what they are worth.
 * @property {Confidence} confidence `directional`, `good`, `strong` or `solid`.
 * @property {number} urgency Order of the inbox: higher is more urgent.
 * @property {boolean} needsDecision Whether it asks for a decision this week.
 * @property {string} action What to do next, in a sentence.
 * @property {string | null} owner Who answers for it; `null` when nobody does.
 * @property {FindingStatus} status `new`, `reviewing`, `validated`, `building`, `shipped` or
 *   `wont-do`.
 * @property {string} note The analyst's note.
 * @property {Role[]} audience Roles whose view shows it: `leadership`, `pm`, `engineering`,
 *   `sales`.
 * @property {number} nRows Items behind it.
 * @property {QuoteView[]} quotes Verbatims that stand for it.
 * @property {number[]} weekly Items a week, along `weeks` of `OverviewView`; empty when it has no
 *   course.
 * @property {Filter} filter Its rows.
 * @property {AlertView} alert Texts to send.
 */

/**
 * The texts of an alert.
 * @typedef {object} AlertView
 * @property {string} slack For Slack, its control characters neutralised.
 * @property {string} mailSubject Subject of a mail.
 * @property {string} mailBody Body of a mail.
 */

/**
 * One piece of evidence.
 * @typedef {object} EvidenceView
 * @property {'rule' | 'statistics'} kind `rule` or `statistics`.
 * @property {string} text In words and numbers.
 * @property {boolean} holds Whether it speaks for the finding.
 */

/**
 * Whom something touches.
 * @typedef {object} ExposureView
 * @property {number} nItems Items.
 * @property {number} nLow Items with a low score.
 * @property {number} nAccounts Distinct accounts.
 * @property {[string, number] | null} topPlan Tier that holds most of them, with its count.
 * @property {number | null} arr ARR of those accounts, each once.
 * @property {number | null} arrShare Its share of all ARR.
 * @property {number} nRenewing Accounts that renew soon.
 * @property {[string, number][]} renewals ARR that renews in each quarter ("2026 Q1").
 */

/**
 * The short report of a period.
 * @typedef {object} DigestView
 * @property {string} title Heading.
 * @property {string | null} from First day of the period.
 * @property {string | null} to Last day of the period.
 * @property {DigestBlockView[]} blocks Blocks, decisions first.
 * @property {number} nWords Words in all; always under the limit.
 * @property {number} maxWords The limit.
 * @property {string} markdown As Markdown.
 * @property {string} html As HTML, safe to paste.
 * @property {string} slack As Slack text.
 */

/**
 * One block of the digest.
 * @typedef {object} DigestBlockView
 * @property {'decisions' | 'themes' | 'gaps' | 'churn' | 'wins' | 'high-value' | 'quotes'} code
 *   `decisions`, `themes`, `gaps`, `churn`, `wins`, `high-value` or `quotes`.
 * @property {string} title Heading.
 * @property {BulletView[]} bullets Its sentences.
 */

/**
 * One sentence of the digest, with its rows.
 * @typedef {object} BulletView
 * @property {string} text The sentence, plain text.
 * @property {Filter | null} filter Its rows, where it has any.
 * @property {string | null} finding Finding it came from.
 */

/**
 * A saved result, enough for a widget or a one-file report: no data beyond what is shown.
 * @typedef {object} SnapshotView
 * @property {'undertone-snapshot'} format `undertone-snapshot`.
 * @property {number} version Version of this format.
 * @property {OverviewView} overview The data set at a glance.
 * @property {FindingsView} findings The inbox.
 * @property {TableView[]} tables Heatmaps, the main one first.
 * @property {ThemesView} themes Themes.
 * @property {SpikesView} spikes Spikes.
 * @property {CoverageView} coverage Coverage.
 * @property {DigestView} digest The digest.
 */

export {};
