/**
 * @file DuckDB-WASM as a contestant, its `eh` build: `?way=buffer` hands the bytes over and names
 * the types, `?way=handle` lets it read the file and names the types, `?way=sniff` lets it read the
 * file and find the types.
 */

import * as duckdb from '@duckdb/duckdb-wasm';

import { stand } from './page.js';

const FILE = 'bulk.csv';
const TYPES = `auto_detect = false, delim = ',', quote = '"', escape = '"', header = true, columns = {
  id: 'VARCHAR', created_at: 'TIMESTAMP', csat: 'UTINYINT', product_area: 'VARCHAR', plan: 'VARCHAR',
  region: 'VARCHAR', channel: 'VARCHAR', arr: 'DOUBLE', comment: 'VARCHAR' }`;

const way = new URLSearchParams(location.search).get('way');
/** @type {duckdb.AsyncDuckDB} */ let database;
/** @type {duckdb.AsyncDuckDBConnection} */ let connection;

stand({
  async prepare() {
    database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker('duckdb-eh.worker.js'));
    await database.instantiate(new URL('duckdb-eh.wasm', location.href).href);
    connection = await database.connect();
  },
  async open(file) {
    if (way === 'buffer') {
      await database.registerFileBuffer(FILE, new Uint8Array(await file.arrayBuffer()));
    } else {
      const { BROWSER_FILEREADER } = duckdb.DuckDBDataProtocol;
      await database.registerFileHandle(FILE, file, BROWSER_FILEREADER, true);
    }
    const options = way === 'sniff' ? '' : `, ${TYPES}`;
    await connection.query(`create table bulk as from read_csv('${FILE}'${options})`);
  },
  async check() {
    const answer = await connection.query(`select
      count(*)::double as rows, sum(csat)::double as "csatSum",
      (count(*) - count(csat))::double as "csatMissing",
      count(distinct product_area)::double as areas, sum(strlen(comment))::double as "textBytes"
      from bulk`);
    return answer.toArray()[0]?.toJSON();
  },
  async close() {
    await connection.query('drop table bulk');
    await database.dropFile(FILE);
  },
});
