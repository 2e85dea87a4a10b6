/** @file uDSV with its own typed columns: the types are named, categories stay plain strings. */

import { inferSchema, initParser } from 'udsv';

import { answer } from './worker.js';

/** @type {any[][]} */ let columns = [];

answer({
  async open(file) {
    const text = await file.text();
    const schema = inferSchema(text, { col: ',', row: '\n', encl: '"' });
    for (const [i, type] of [...'stnssssns'].entries()) {
      const column = schema.cols[i];
      if (column) column.type = type;
    }
    columns = initParser(schema).typedCols(text);
  },
  async check() {
    const [, , csat = [], areas = [], , , , , texts = []] = columns;
    return {
      rows: csat.length,
      csatSum: csat.reduce((sum, score) => sum + (score ?? 0), 0),
      csatMissing: csat.filter((score) => score === null).length,
      areas: new Set(areas).size,
      textUnits: texts.reduce((sum, text) => sum + (text?.length ?? 0), 0),
    };
  },
  async close() {
    columns = [];
  },
});
