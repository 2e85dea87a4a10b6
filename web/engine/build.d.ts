/** Names of the built files, put in by the bundler. */
declare const UNDERTONE_WORKER: string | undefined;
declare const UNDERTONE_WASM: string | undefined;
declare const UNDERTONE_ANALYSIS: string | undefined;
declare const UNDERTONE_IMPORT_WORKER: string | undefined;
declare const UNDERTONE_IMPORT_WASM: string | undefined;
declare const UNDERTONE_READER_WORKER: string | undefined;
declare const UNDERTONE_READER_WASM: string | undefined;
declare const UNDERTONE_POLYGLOT_PACK: { name: string, size: number, sha256: string } | null | undefined;
declare const UNDERTONE_READER_PACK: { name: string, size: number, sha256: string } | null | undefined;
