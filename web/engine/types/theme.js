/**
 * @file Themes, what changed about them, and the quotes that stand for them.
 * @import { ThemeStatus } from './decision.js'
 * @import { Filter } from './query.js'
 */

/**
 * All themes under a filter, and what is in none.
 * @typedef {object} ThemesView
 * @property {ThemeView[]} themes Largest first.
 * @property {number} nItems Items under the filter.
 * @property {number} nUnthemed Items in no theme.
 * @property {string[]} weeks Mondays of the weekly series of each theme.
 * @property {number[]} weeklyUnmatched Items a week that no known theme holds: in none, or in one
 *   that is new and undecided.
 * @property {ChangeView[]} changes What the last import changed.
 */

/**
 * Something that the last import changed.
 * @typedef {object} ChangeView
 * @property {string} kind `new`, `faded`, `merged`, `split` or `unmatched`.
 * @property {string[]} themes Ids of the themes that it is about.
 * @property {string} text What happened, in words.
 * @property {number} n Items.
 */

/**
 * The card of a theme: the literal request, the job behind it, what to ask, what else would help.
 * @typedef {object} CardView
 * @property {string} request The request in a customer's own sentence.
 * @property {string} job The job to be done, as somebody wrote it.
 * @property {string[]} questions Questions to ask.
 * @property {string} alternatives Alternatives, as somebody wrote them.
 */

/**
 * Themes to be looked at, most worth it first.
 * @typedef {object} ReviewView
 * @property {ReviewItemView[]} items The queue.
 * @property {number} nThemes Themes in all.
 * @property {number} nWaiting Of these, themes that nobody has decided about; the queue lists the first of them.
 * @property {string} method How the order comes about.
 */

/**
 * One theme of the review queue.
 * @typedef {object} ReviewItemView
 * @property {string} id Id of the theme.
 * @property {string} name Its name.
 * @property {string} description One line: what it is about.
 * @property {boolean} isCandidate Whether it is new since the last import and undecided.
 * @property {number} n Items.
 * @property {number} nAccounts Distinct accounts.
 * @property {number | null} arr ARR of those accounts.
 * @property {number} uncertainty How unsure the theme is, 0–1.
 * @property {number} score Evidence × ARR × uncertainty; only its order means something.
 * @property {string} reason Why it is worth a look, in words.
 * @property {[id: string, name: string] | null} like The theme that it is most like.
 * @property {QuoteView[]} quotes Verbatims that stand for it.
 * @property {Filter} filter Its rows.
 */

/**
 * The theme to which a text would belong.
 * @typedef {object} SuggestView
 * @property {[id: string, name: string] | null} theme The theme; `null` for "new".
 * @property {[id: string, name: string] | null} nearest The most alike, alike enough or not.
 * @property {number} similarity Cosine to its centre.
 * @property {number} threshold The cosine from which a text belongs to it.
 */

/**
 * A group of verbatims about one thing.
 * @typedef {object} ThemeView
 * @property {string} id Stable id ("t12").
 * @property {string} name Its name, in the customers' words unless a person renamed it.
 * @property {boolean} isRenamed Whether a person named it.
 * @property {string[]} terms Telling terms, best first.
 * @property {string} description One line: what it is about.
 * @property {number} n Items.
 * @property {number} nDistinct Items after copies were folded.
 * @property {number} nScored Items with a score.
 * @property {number} nLow Items with a low score.
 * @property {number} share Share of all items under the filter.
 * @property {number | null} meanScore Mean score; `null` when scales differ or there are no scores.
 * @property {number} nAccounts Distinct accounts.
 * @property {number | null} arr ARR of those accounts, each once.
 * @property {boolean} isNew Whether its language is new in the latest weeks.
 * @property {string | null} firstSeen Day of its first item.
 * @property {string | null} lastSeen Day of its newest item.
 * @property {boolean} hasCriticalMass At least the critical mass of items.
 * @property {number[]} weekly Items a week, along `weeks` of `ThemesView`.
 * @property {string} category Its commonest category code.
 * @property {string | null} area Its commonest product area.
 * @property {string | null} owner Who answers for it.
 * @property {ThemeStatus | null} status `hypothesis`, `validated`, `in-progress`, `shipped`,
 *   `wont-do`; `null` below three items.
 * @property {boolean} isCandidate Whether it is new since the last import and undecided.
 * @property {string | null} since The newest day before the import that brought it, empty where
 *   days are unknown; `null` for themes of the first import.
 * @property {boolean} isPinned Whether no import takes anything from it.
 * @property {string[]} phrases Phrases whose items belong to it.
 * @property {CardView} card What is asked for, why, what to ask, and what else would help.
 * @property {SubthemeView[]} subthemes Finer themes within it.
 * @property {QuoteView[]} quotes Verbatims that stand for it.
 * @property {Filter} filter Its rows.
 * @property {number} nAlso Items of other themes that mention it, too.
 * @property {Filter} alsoFilter The rows of those.
 */

/**
 * A finer theme within a theme.
 * @typedef {object} SubthemeView
 * @property {string} id Stable id ("t12.3").
 * @property {string} name Its name.
 * @property {number} n Items.
 * @property {Filter} filter Its rows.
 */

/**
 * A verbatim that stands for many.
 * @typedef {object} QuoteView
 * @property {number} row Global row number, from 0.
 * @property {string} id The item's own id.
 * @property {string} text The words, shortened at a word boundary with `…` where long.
 * @property {string | null} date Day.
 * @property {number | null} score Score.
 * @property {string | null} account Account name or key.
 * @property {string | null} plan Plan or tier.
 * @property {string | null} language Language code.
 */

export {};
