/**
 * @file Holds the first load to its budget: what must arrive before the page can work. The same for
 * what the first workbook, JSON file or archive loads besides.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const LOADS = /** @type {const} */ ([
  ['first load', 'first-load.json', 300],
  ['analysis, behind the first load', 'analysis-load.json', 470],
  ['import, on demand', 'import-load.json', 260],
  ['close reader, on demand, without its pack', 'reader-load.json', 60],
]);

for (const [title, list, budget] of LOADS) {
  /** @type {string[]} */
  const files = JSON.parse(readFileSync(join('target/xtask', list), 'utf8'));
  let total = 0;
  for (const name of files) {
    const bytes = readFileSync(join('dist', name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    const small = brotliCompressSync(bytes, { params }).length;
    total += small;
    console.log(`${kb(bytes.length).padStart(9)} ${kb(small).padStart(9)} brotli  ${name}`);
  }
  console.log(`${title} ${kb(total)} brotli of ${budget} KB`);
  if (total > budget * 1024) process.exitCode = 1;
}

/** @param {number} bytes */
function kb(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
