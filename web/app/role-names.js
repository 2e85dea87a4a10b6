/** @file What people read for the codes of roles, kinds of file and encodings. */

/** Roles of a column, in the order in which people look for them. */
export const ROLE_NAMES = /** @type {const} */ ([
  ['', '– not used –'], ['verbatim', 'Verbatim'], ['title', 'Title'], ['score', 'Score'], ['date', 'Date'],
  ['id', 'Item id'], ['area', 'Product area'], ['product', 'Product'], ['channel', 'Channel'],
  ['category', 'Category'], ['status', 'Status'], ['tags', 'Tags'], ['priority', 'Priority'],
  ['language', 'Language'], ['version', 'Version'], ['device', 'Device'], ['account', 'Account'],
  ['account-name', 'Account name'], ['domain', 'Domain'], ['user', 'User'], ['arr', 'ARR'],
  ['currency', 'Currency'], ['plan', 'Plan or tier'], ['industry', 'Industry'], ['region', 'Region'],
  ['country', 'Country'], ['lifecycle', 'Lifecycle stage'], ['use-case', 'Use case'],
  ['renewal', 'Renewal date'], ['signup', 'Sign-up date'], ['contract', 'Contract'], ['owner', 'Owner'],
  ['url', 'Link'], ['dimension', 'Other dimension'], ['ignore', 'Ignore'],
]);

/** Kinds of file. */
export const FILE_KINDS = /** @type {const} */ ([
  ['feedback', 'Feedback'], ['accounts', 'Accounts'], ['other', 'Something else'],
]);

/** Encodings that a reader may have to choose, by WHATWG label. */
export const ENCODINGS = /** @type {const} */ ([
  ['utf-8', 'UTF-8'], ['windows-1252', 'Windows-1252'], ['utf-16le', 'UTF-16 LE'], ['utf-16be', 'UTF-16 BE'],
  ['shift_jis', 'Shift_JIS'], ['euc-jp', 'EUC-JP'], ['windows-1251', 'Windows-1251'], ['koi8-r', 'KOI8-R'],
  ['gbk', 'GBK'], ['gb18030', 'GB18030'], ['big5', 'Big5'], ['euc-kr', 'EUC-KR'], ['windows-1250', 'Windows-1250'],
  ['iso-8859-2', 'ISO-8859-2'], ['iso-8859-15', 'ISO-8859-15'], ['windows-1253', 'Windows-1253'],
  ['windows-1254', 'Windows-1254'], ['windows-1255', 'Windows-1255'], ['windows-1256', 'Windows-1256'],
  ['macintosh', 'Mac Roman'],
]);

/** Measures of a table. */
export const MEASURES = /** @type {const} */ ([
  ['low-rate', 'Low-score rate'], ['low-count', 'Low scores'], ['mean-score', 'Mean score'],
  ['count', 'Items'], ['top-2-box', 'Top-2-box'], ['bottom-2-box', 'Bottom-2-box'], ['nps', 'NPS'], ['accounts', 'Accounts'], ['arr', 'ARR'],
  ['row-share', 'Share of row'], ['col-share', 'Share of column'],
]);
