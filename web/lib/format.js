/** @file Numbers, money, days and shares as people read them. One locale: the engine's sentences are English. */

const LOCALE = 'en-GB';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Keeps a number and its sign on one line. */
const NBSP = '\u00a0';

/** What stands for “undefined”. */
export const NONE = '–';

/**
 * @param {number | null | undefined} value
 * @returns {value is number}
 */
function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

/**
 * A column's name as people read it: `product_area` → `Product area`; a name in words stays.
 * @param {string} name
 */
export function formatName(name) {
  if (!/^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/.test(name)) return name;
  const words = name.replace(/[_-]+/g, ' ').replace(/\b(id|arr|url|csat|nps|ces)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A count: `5,012`.
 * @param {number | null | undefined} value
 */
export function formatCount(value) {
  return isNumber(value) ? whole.format(value) : NONE;
}

/**
 * A count with its noun: `1 account`, `12 accounts`.
 * @param {number} n
 * @param {string} one
 * @param {string} [many]
 */
export function formatPlural(n, one, many = `${one}s`) {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

/**
 * A share from 0–1: `8.2 %`, `31 %`; a share that is not quite 0 or 1 never reads as such.
 * @param {number | null | undefined} share
 */
export function formatShare(share) {
  if (!isNumber(share)) return NONE;
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return `< 0.1${NBSP}%`;
  if (percent < 100 && percent > 99.95) return `> 99.9${NBSP}%`;
  const isRound = (Math.abs(percent) >= 9.95 && !(percent >= 99.5 && percent < 100)) || percent === 0;
  return `${percent.toFixed(isRound ? 0 : 1)}${NBSP}%`;
}

/**
 * A score or mean: `3.84`.
 * @param {number | null | undefined} value
 * @param {number} [digits]
 */
export function formatScore(value, digits = 2) {
  if (!isNumber(value)) return NONE;
  return Number.isInteger(value) && digits < 2 ? String(value) : value.toFixed(digits);
}

/** @type {Readonly<Record<string, string>>} */
const SIGNS = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', $: '$', '€': '€', '£': '£', '¥': '¥' };

/**
 * Money, shortened: `$1.24m`, `€840k`, `CHF 12k`.
 * @param {number | null | undefined} amount
 * @param {string | null | undefined} currency Code or sign.
 */
export function formatMoney(amount, currency) {
  if (!isNumber(amount)) return NONE;
  const known = currency ? SIGNS[currency] : undefined;
  const prefix = known ?? (currency ? `${currency} ` : '');
  const size = Math.abs(amount);
  const sign = amount < 0 ? '−' : '';
  /** @param {number} value @param {string} unit */
  const short = (value, unit) => {
    const text = value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    return `${sign}${prefix}${text.includes('.') ? text.replace(/\.?0+$/, '') : text}${unit}`;
  };
  if (size >= 999_500_000) return short(size / 1e9, 'bn');
  if (size >= 999_500) return short(size / 1e6, 'm');
  if (size >= 9_950) return `${sign}${prefix}${Math.round(size / 1000)}k`;
  return `${sign}${prefix}${whole.format(size)}`;
}

/**
 * Year, month and day of a date, where it is one.
 * @param {string | null | undefined} date `YYYY-MM-DD`
 */
function partsOf(date) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date ?? '');
  const month = MONTHS[Number(match?.[2]) - 1];
  return match && month ? { year: match[1] ?? '', month, day: String(Number(match[3])) } : undefined;
}

/**
 * A day: `9 Nov 2026`. What is no day is shown as it is.
 * @param {string | null | undefined} date `YYYY-MM-DD`
 */
export function formatDay(date) {
  const parts = partsOf(date);
  return parts ? `${parts.day} ${parts.month} ${parts.year}` : (date ?? NONE);
}

/**
 * A day without its year: `9 Nov`.
 * @param {string | null | undefined} date
 */
export function formatShortDay(date) {
  const parts = partsOf(date);
  return parts ? `${parts.day} ${parts.month}` : (date ?? NONE);
}

/**
 * A period: `3 – 9 Nov 2026`.
 * @param {string | null | undefined} from
 * @param {string | null | undefined} to
 */
export function formatPeriod(from, to) {
  if (!from && !to) return 'whole period';
  if (!from) return `until ${formatDay(to)}`;
  if (!to) return `since ${formatDay(from)}`;
  const [a, b] = [partsOf(from), partsOf(to)];
  if (!a || !b) return `${from} – ${to}`;
  if (from === to) return formatDay(to);
  if (a.year !== b.year) return `${formatDay(from)} – ${formatDay(to)}`;
  return a.month === b.month ? `${a.day} – ${formatDay(to)}` : `${formatShortDay(from)} – ${formatDay(to)}`;
}

/**
 * The day `n` days from `date`.
 * @param {string} date `YYYY-MM-DD`
 * @param {number} n
 */
export function addDays(date, n) {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? date : new Date(time + n * 86_400_000).toISOString().slice(0, 10);
}

/**
 * A probability: `p = 0.004`, `p < 0.001`.
 * @param {number | null | undefined} p
 * @param {string} [name]
 */
export function formatP(p, name = 'p') {
  if (!isNumber(p)) return `${name} ${NONE}`;
  if (p < 0.001) return `${name} < 0.001`;
  return `${name} = ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`;
}

/**
 * How many times as much: `4.0×`; `new` where there was nothing before.
 * @param {number | null | undefined} ratio
 */
export function formatRatio(ratio) {
  if (!isNumber(ratio)) return 'new';
  return `${ratio >= 99.5 ? whole.format(ratio) : ratio.toFixed(ratio >= 9.95 ? 0 : 1)}×`;
}

/**
 * A size in bytes: `1.2 MB`.
 * @param {number} n
 */
export function formatBytes(n) {
  if (n < 1000) return `${n} B`;
  if (n < 999_500) return `${Math.round(n / 1000)} kB`;
  return `${(n / 1e6).toFixed(n < 9.95e6 ? 1 : 0)} MB`;
}

/**
 * A value of a table in the table's own format.
 * @param {number | undefined} value
 * @param {string} format `share`, `count`, `score`, `money` or `points`
 * @param {string | null | undefined} [currency]
 */
export function formatValue(value, format, currency) {
  switch (format) {
    case 'share': return formatShare(value);
    case 'score': return formatScore(value);
    case 'money': return formatMoney(value, currency);
    case 'points': return isNumber(value) ? `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(0)}` : NONE;
    default: return formatCount(value);
  }
}

/**
 * A difference of two values of a table: `+12 points`, `−0.35`.
 * @param {number | null | undefined} value
 * @param {string} format As that of `formatValue`; shares differ by points.
 */
export function formatChange(value, format) {
  if (!isNumber(value)) return NONE;
  const size = Math.abs(format === 'share' ? value * 100 : value);
  const digits = format === 'score' ? (size < 0.0995 ? 3 : 2) : size < 0.995 ? 2 : size < 9.95 ? 1 : 0;
  const text = size.toFixed(digits);
  const sign = Number(text) === 0 ? '±' : value > 0 ? '+' : '−';
  return `${sign}${text}${format === 'score' ? '' : `${NBSP}points`}`;
}

/**
 * An interval of a difference: `+4.0 to +20`.
 * @param {number | null | undefined} low
 * @param {number | null | undefined} high
 * @param {string} format
 */
export function formatChanges(low, high, format) {
  const write = (/** @type {number | null | undefined} */ value) => formatChange(value, format).replace(`${NBSP}points`, '').replace('±', '');
  return `${write(low)} to ${write(high)}`;
}
