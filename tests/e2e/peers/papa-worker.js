/** @file Papa Parse, streaming the file, with typed columns built from its rows. */

import Papa from 'papaparse';

import { Columns } from './columns.js';
import { answer } from './worker.js';

/** @type {Columns | undefined} */ let columns;

answer({
  open: (file) =>
    new Promise((resolve, reject) => {
      const built = new Columns();
      let isHeader = true;
      Papa.parse(file, {
        delimiter: ',',
        newline: '\n',
        chunk({ data }) {
          for (const row of data) {
            if (!isHeader && row.length > 1) built.push(row);
            isHeader = false;
          }
        },
        complete() {
          columns = built;
          resolve();
        },
        error: reject,
      });
    }),
  async check() {
    if (!columns) throw new Error('nothing is open');
    return columns.seen();
  },
  async close() {
    columns = undefined;
  },
});
