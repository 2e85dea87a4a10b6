/** The part of each peer that the benchmark uses: peers are installed by the benchmark only. */

declare module '@duckdb/duckdb-wasm' {
  export enum DuckDBDataProtocol {
    BROWSER_FILEREADER,
  }
  export class VoidLogger {}
  export class AsyncDuckDB {
    constructor(logger: VoidLogger, worker: Worker);
    instantiate(module: string): Promise<unknown>;
    connect(): Promise<AsyncDuckDBConnection>;
    registerFileBuffer(name: string, bytes: Uint8Array): Promise<void>;
    registerFileHandle(name: string, file: File, protocol: number, direct: boolean): Promise<void>;
    dropFile(name: string): Promise<unknown>;
  }
  export class AsyncDuckDBConnection {
    query(sql: string): Promise<{ toArray(): { toJSON(): any }[] }>;
  }
}

declare module 'papaparse' {
  interface Options {
    delimiter: string;
    newline: string;
    chunk(results: { data: string[][] }): void;
    complete(): void;
    error(error: Error): void;
  }
  const Papa: { parse(file: File, options: Options): void };
  export default Papa;
}

declare module 'udsv' {
  interface Schema {
    cols: { name: string; type: string }[];
  }
  export function inferSchema(text: string, options: { col: string; row: string; encl: string }): Schema;
  export function initParser(schema: Schema): { typedCols(text: string): any[][] };
}
