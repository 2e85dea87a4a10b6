/** @file What the stand-in engine says of a file. */

/** @import { ColumnView, FileView } from '../../web/engine/types/file.js' */
/** @import { Account, Item } from './fake-data.js' */

/**
 * @param {number} id
 * @param {string} name
 * @param {Item[]} items
 * @param {Account[]} accounts
 * @returns {FileView}
 */
export function fileView(id, name, items, accounts) {
  const isAccounts = /account/.test(name);
  const columns = isAccounts ? accountColumns(accounts) : feedbackColumns(items);
  return {
    id, name, kind: isAccounts ? 'accounts' : 'feedback',
    kindEvidence: isAccounts ? 'one row an account, with ARR' : 'a text column with sentences, a score and a date', flavour: null, nBytes: 1_234_567,
    encoding: 'UTF-8',
    dialect: { delimiter: ',', quote: '"', escape: 'doubled', lineEnd: 'crlf', nPreamble: 0, nHeader: 1, nFooter: isAccounts ? 0 : 1 },
    nRows: isAccounts ? accounts.length : items.length, nRepaired: isAccounts ? 0 : 2, nSetAside: isAccounts ? 0 : 1, columns,
    preview: isAccounts
      ? accounts.slice(0, 5).map((one) => [one.id, one.name, one.plan, one.region, String(one.arr), one.renewal, one.owner])
      : items.slice(0, 5).map((one) => [one.id, one.date, one.text, String(one.score ?? ''), one.values['area'] ?? '', one.account, 'web']),
    notices: isAccounts ? [] : [
      { code: 'short-row', message: 'the row has too few cells; the rest is empty', count: 2, places: [412, 1803] },
      { code: 'footer', message: 'A line after the data was set aside', count: 1, places: [2291] },
      { code: 'blank-line', message: 'the line is blank and was left out', count: 3, places: [7, 90, 1200] },
    ],
    nLines: isAccounts ? accounts.length + 1 : items.length + 1 + 1 + 3 + 12, repair: /garbled|large/.test(name) ? ['GrÃ¶ÃŸe', 'Größe'] : null, choices: {},
  };
}

/** @param {Item[]} items */
function feedbackColumns(items) {
  const samples = (/** @type {(item: Item) => string} */ read) => [...new Set(items.slice(0, 60).map(read))].slice(0, 3);
  return [
    column(0, 'Response ID', 'id', 'high', 'header, and every value is different', samples(({ id }) => id)),
    { ...column(1, 'Submitted', 'date', 'medium', 'values are dates, most recent 13 Nov 2026', ['03/06/2026', '04/06/2026', '11/06/2026']), kind: /** @type {const} */ ('date'), dateOrder: 'day/month/year', ask: { code: 'date-order', question: 'Is 03/06/2026 the 3rd of June or the 6th of March?', answers: /** @type {[string, string][]} */ ([['dmy', 'day/month/year'], ['mdy', 'month/day/year']]) } },
    { ...column(2, 'What could we do better?', 'verbatim', 'high', 'sentences of 14 words in the middle', samples(({ text }) => text)), kind: /** @type {const} */ ('text') },
    { ...column(3, 'CSAT', 'score', 'high', 'header, and whole numbers from 1 to 5', ['1', '5', '4']), kind: /** @type {const} */ ('number'), scale: { metric: /** @type {const} */ ('csat'), name: 'CSAT 1–5', min: 1, max: 5, lowCut: 2, highCut: 4 }, nMissing: 231 },
    column(4, 'Queue', 'area', 'medium', '8 values that name parts of a product', samples(({ values }) => values['area'] ?? '')),
    column(5, 'Account ID', 'account', 'high', 'matches 97 % of accounts.csv', samples(({ account }) => account)),
    column(6, 'utm_medium', null, null, '', ['web', 'mail', 'in-app']),
  ];
}

/** @param {Account[]} accounts */
function accountColumns(accounts) {
  const samples = (/** @type {(account: Account) => string} */ read) => [...new Set(accounts.map(read))].slice(0, 3);
  return [
    column(0, 'id', 'account', 'high', 'joins to feedback.csv', samples(({ id }) => id)),
    column(1, 'name', 'account-name', 'high', 'header', samples(({ name }) => name)),
    column(2, 'tier', 'plan', 'high', 'header and four values', samples(({ plan }) => plan)),
    column(3, 'region', 'region', 'high', 'header', samples(({ region }) => region)),
    column(4, 'arr_usd', 'arr', 'high', 'header, amounts', samples(({ arr }) => String(arr))),
    column(5, 'renews', 'renewal', 'high', 'dates after the newest item', samples(({ renewal }) => renewal)),
    column(6, 'csm', 'owner', 'low', 'three names', samples(({ owner }) => owner)),
  ];
}

/**
 * @param {number} idx
 * @param {string} name
 * @param {string | null} role
 * @param {'high' | 'medium' | 'low' | null} confidence
 * @param {string} evidence
 * @param {string[]} samples
 * @returns {ColumnView}
 */
function column(idx, name, role, confidence, evidence, samples) {
  return { idx, name, kind: 'category', role, confidence, evidence, isConfirmed: false, samples, nMissing: 0, nDistinct: 12, scale: null, dateOrder: null, ask: null };
}
