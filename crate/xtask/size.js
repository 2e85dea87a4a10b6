/** @file Holds the first load to its budget: what must arrive before the page can work. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const BUDGET_KB = 400;

/** @type {string[]} */
const files = JSON.parse(readFileSync('target/xtask/first-load.json', 'utf8'));
let total = 0;
for (const name of files) {
  const bytes = readFileSync(join('dist', name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  const small = brotliCompressSync(bytes, { params }).length;
  total += small;
  console.log(`${kb(bytes.length).padStart(9)} ${kb(small).padStart(9)} brotli  ${name}`);
}
console.log(`first load ${kb(total)} brotli of ${BUDGET_KB} KB`);
process.exitCode = total <= BUDGET_KB * 1024 ? 0 : 1;

/** @param {number} bytes */
function kb(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
