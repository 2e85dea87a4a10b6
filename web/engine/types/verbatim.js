/**
 * @file Verbatims with their labels, and what is known of how right these are.
 */

/**
 * A page of verbatims.
 * @typedef {object} VerbatimsView
 * @property {number} nTotal Rows that the filter holds for.
 * @property {number} offset Position of the first of this page.
 * @property {VerbatimView[]} items This page.
 */

/**
 * One item of feedback with everything known about it.
 * @typedef {object} VerbatimView
 * @property {number} row Global row number, from 0.
 * @property {string} id The item's own id.
 * @property {string} key What the item is known by in decisions: its id, or a hash of its words.
 * @property {string} file File it came from.
 * @property {number} fileRow Row within that file, from 1.
 * @property {string | null} title Heading, if the file has one.
 * @property {string} text The customer's words, untouched.
 * @property {MarkView[]} marks Words that led to a label, as UTF-16 positions in `text`.
 * @property {string | null} date Day.
 * @property {number | null} score Score.
 * @property {boolean} isLow Whether the score is low.
 * @property {string | null} account Account name or key.
 * @property {number | null} arr ARR of the account.
 * @property {string | null} url A link to the item, only if it is http or https.
 * @property {ValueView[]} values Values of the dimensions that have one, theme, category, severity
 *   and language among them.
 * @property {number} nCopies Items that say the same, this one included.
 */

/**
 * The value of one dimension.
 * @typedef {object} ValueView
 * @property {string} key Key of the dimension.
 * @property {string} name Name of the dimension.
 * @property {string} value The value.
 * @property {number | null} confidence How likely it is, where that is known; 1 for what a person
 *   gave.
 */

/**
 * How far people and machine agree on labels, and which to look at next.
 * @typedef {object} LabelsView
 * @property {number} nGiven Labels that people corrected or confirmed.
 * @property {AgreementView[]} agreement Agreement by dimension, over the items that people judged,
 *   with the machine as it was before it learnt from them.
 * @property {UnsureView[]} queue Items to judge next, those first from which most is learnt.
 * @property {boolean} hasWeights Whether weights are there that learn.
 * @property {AreaView[]} areas Product areas under the filter and those with phrases, most items first.
 * @property {AreaLearningView | null} areaLearning How areas were learnt from items that have one;
 *   `null` where there was nothing to fill or too little to learn from.
 */

/**
 * A product area and where that of its items comes from.
 * @typedef {object} AreaView
 * @property {string} area The area.
 * @property {number} n Items under the filter.
 * @property {number} nByPhrase Of these, items by a phrase that people named.
 * @property {number} nLearned Of these, items learnt from others that have an area.
 * @property {string[]} phrases Phrases that people named.
 */

/**
 * How far areas were learnt, tried on items that have one and were held out.
 * @typedef {object} AreaLearningView
 * @property {number} nTried Different texts with an area on which it was tried.
 * @property {number} nSure Of these, texts of which the machine was sure enough.
 * @property {number | null} share Share of right answers among the sure ones; `null` where it was
 *   never sure enough.
 * @property {number | null} shareLow Lower end of its 95 % interval.
 * @property {number | null} shareHigh Upper end.
 */

/**
 * Agreement on one dimension.
 * @typedef {object} AgreementView
 * @property {string} dimension Key of the dimension.
 * @property {number} n Items judged.
 * @property {number} nSame Items on which both say the same.
 * @property {number} share Share of them.
 * @property {number} shareLow Lower end of its 95 % interval.
 * @property {number} shareHigh Upper end.
 * @property {number | null} kappa Cohen's κ; `null` where only one value was given and found.
 * @property {number | null} kappaLow Lower end of its 95 % interval.
 * @property {number | null} kappaHigh Upper end.
 */

/**
 * An item whose kind is least sure.
 * @typedef {object} UnsureView
 * @property {number} row Global row number, from 0.
 * @property {string} key What the item is known by in decisions.
 * @property {string} text Its words, shortened.
 * @property {string} category The category found.
 * @property {number} doubt 1 where two kinds are equally likely, 0 where one is certain.
 * @property {number | null} arr ARR of the account.
 */

/**
 * Words that led to a label.
 * @typedef {object} MarkView
 * @property {number} start First UTF-16 unit.
 * @property {number} end One past the last.
 * @property {string} dimension Dimension of the label (`category`, `severity`, `sentiment`,
 *   `risk`, `cause`, `area`, `theme`).
 * @property {string} value The label.
 */

export {};
