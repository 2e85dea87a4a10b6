/**
 * @file Splits the engine in two modules: what opens files, which the page waits for, and the
 * analysis, which arrives while the first file is chosen and read. Both share one memory; nothing
 * of the engine knows of it.
 *
 *     node crate/xtask/split.js WHOLE.wasm OPEN.wasm ANALYSIS.wasm
 *
 * The second module imports from the first what it needs (memory, stack pointer, functions) and
 * puts its own functions into a table of the first, through which the first calls them.
 */

import { readFileSync, writeFileSync } from 'node:fs';

import binaryen from 'binaryen';

/** What the page may call before the analysis is there: exports of the engine by these names. */
const OPENING = [
  /^__wbindgen_/,
  /^__wbg_(?!.*export)/,
  /^__externref/,
  /^memory$/,
  /^upload_/,
  /^session_(new|open|choose|close|preview|loadModel|loadLabels|project|restore)$/,
];

/** Rooms that only an analysis enters: their functions move even where a table names them. */
const ANALYSING =
  /undertone_engine(\[\w+\])?::((join|text|label|theme|cube|spike|finding|report|stats)::|session::(analysis|answers|export|review|themes|reading|polyglot))/;

/** The module under which the second imports from the first, and the table between them. */
const FIRST = 'open';
const TABLE = 'analysis';

/** What the browsers of the page understand. */
const FEATURES = [
  binaryen.Features.MutableGlobals,
  binaryen.Features.SIMD128,
  binaryen.Features.BulkMemory,
  binaryen.Features.NontrappingFPToInt,
  binaryen.Features.SignExt,
  binaryen.Features.ReferenceTypes,
  binaryen.Features.Multivalue,
  binaryen.Features.BulkMemoryOpt,
].reduce((all, one) => all | one, 0);

const [input = '', openPath = '', analysisPath = ''] = process.argv.slice(2);
const bytes = readFileSync(input);

const whole = read();
const calls = callsOf(whole);
const tableNames = named(whole.getNumTables(), (at) => binaryen.getTableInfo(whole.getTableByIndex(at)));
const pointed = new Set(segmentsOf(whole).flatMap((segment) => segment.data));
const moved = movedFunctions(whole);
const called = new Set([...moved].flatMap((name) => [...(calls.get(name)?.to ?? [])]));

const { module: open, names } = first();
writeFileSync(openPath, open.emitBinary());
writeFileSync(analysisPath, withoutData(second(names).emitBinary()));
console.log(`${moved.size} of ${calls.size} functions go to the analysis`);

function read() {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  return module;
}

/**
 * @template T
 * @param {number} n
 * @param {(at: number) => T} of
 */
function named(n, of) {
  return Array.from({ length: n }, (_, at) => of(at));
}

/** @param {binaryen.Module} module */
function segmentsOf(module) {
  return named(module.getNumElementSegments(), (at) =>
    binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(at)),
  );
}

/**
 * Which functions each function names, and whether it touches a table by hand.
 * @param {binaryen.Module} module
 */
function callsOf(module) {
  /** @type {Map<string, { to: Set<string>, touches: boolean }>} */
  const found = new Map();
  for (const text of module.emitText().split('\n (func $').slice(1)) {
    const name = unquoted(text);
    const to = new Set(
      [...text.matchAll(/\((?:call|ref\.func|return_call) \$("[^"]*"|[^\s()]+)/g)].map(([, name = '']) => unquoted(name)),
    );
    found.set(name, { to, touches: /\(table\./.test(text) });
  }
  return found;
}

/** @param {string} text A name at its beginning, in quotes or not. */
function unquoted(text) {
  const [, quoted, plain = ''] = /^(?:"([^"]*)"|([^\s()]+))/.exec(text) ?? [];
  return quoted ?? plain;
}

/**
 * The functions that nothing of the opening reaches.
 * @param {binaryen.Module} module
 */
function movedFunctions(module) {
  const exports = named(module.getNumExports(), (at) => binaryen.getExportInfo(module.getExportByIndex(at)));
  const opening = exports.filter(({ name }) => OPENING.some((own) => own.test(name)));
  const kept = new Set(opening.map(({ value }) => value));
  for (const name of pointed) if (!ANALYSING.test(name)) kept.add(name);
  const waiting = [...kept];
  // What touches a table by hand stays where the table is; what it calls may go.
  for (const [name, { touches }] of calls) if (touches) kept.add(name);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const other of calls.get(name)?.to ?? []) {
      if (!kept.has(other)) {
        kept.add(other);
        waiting.push(other);
      }
    }
  }
  return new Set([...calls.keys()].filter((name) => !kept.has(name)));
}

/** The module that opens files: what moved is a call through the table. */
function first() {
  const module = read();
  const entries = [...moved].filter((name) => pointed.has(name) || isNamedOutside(module, name));
  module.addTable(TABLE, entries.length, entries.length);
  module.addTableExport(TABLE, TABLE);
  for (const name of moved) {
    const slot = entries.indexOf(name);
    const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
    const operands = binaryen.expandType(params).map((type, at) => module.local.get(at, type));
    module.removeFunction(name);
    const body =
      slot < 0
        ? module.unreachable()
        : module.call_indirect(TABLE, module.i32.const(slot), operands, params, results);
    module.addFunction(name, params, results, [], body);
  }
  /** @type {Map<string, string>} */ const names = new Map();
  for (const name of called) {
    if (moved.has(name)) continue;
    names.set(name, `f${names.size.toString(36)}`);
    module.addFunctionExport(name, names.get(name) ?? '');
  }
  for (const { name, mutable } of globalsOf(module)) if (mutable) module.addGlobalExport(name, `g${name}`);
  for (const { name } of functionTables()) module.addTableExport(name, `t${name}`);
  return { module, names: { functions: names, entries } };
}

/**
 * Whether an export, or a function that stays, names the function.
 * @param {binaryen.Module} module
 * @param {string} name
 */
function isNamedOutside(module, name) {
  outside ??= new Set([
    ...[...calls].filter(([own]) => !moved.has(own)).flatMap(([, { to }]) => [...to]),
    ...named(module.getNumExports(), (at) => binaryen.getExportInfo(module.getExportByIndex(at)).value),
  ]);
  return outside.has(name);
}
/** @type {Set<string> | undefined} */
var outside;

/** @param {binaryen.Module} module */
function globalsOf(module) {
  return named(module.getNumGlobals(), (at) => binaryen.getGlobalInfo(module.getGlobalByIndex(at)));
}

/** The tables that hold functions. */
function functionTables() {
  const used = new Set(segmentsOf(whole).filter(({ data }) => data.length > 0).map(({ table }) => table));
  return tableNames.filter(({ name }) => used.has(name));
}

/**
 * The module of the analysis.
 * @param {{ functions: Map<string, string>, entries: string[] }} names
 */
function second({ functions, entries }) {
  const module = read();
  const exports = named(module.getNumExports(), (at) => binaryen.getExportInfo(module.getExportByIndex(at)));
  for (const { name } of exports) module.removeExport(name);
  for (const { name } of segmentsOf(module)) module.removeElementSegment(name);
  const all = named(module.getNumFunctions(), (at) => binaryen.getFunctionInfo(module.getFunctionByIndex(at)).name);
  for (const name of all) {
    if (moved.has(name)) continue;
    const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
    module.removeFunction(name);
    const base = functions.get(name);
    if (base) module.addFunctionImport(name, FIRST, base, params, results);
  }
  for (const { name, type, mutable } of globalsOf(module)) {
    if (!mutable) continue;
    module.removeGlobal(name);
    module.addGlobalImport(name, FIRST, `g${name}`, type, true);
  }
  const kept = functionTables().map(({ name }) => name);
  for (const { name } of tableNames) {
    if (kept.includes(name)) module.addTableImport(name, FIRST, `t${name}`);
    else module.removeTable(name);
  }
  module.addTable(TABLE, entries.length, entries.length);
  module.addTableImport(TABLE, FIRST, TABLE);
  module.addActiveElementSegment(TABLE, 'entries', entries, module.i32.const(0));
  module.addMemoryImport(memoryName(), FIRST, 'memory');
  return module;
}

/** The memory's name inside the module. */
function memoryName() {
  const exports = named(whole.getNumExports(), (at) => binaryen.getExportInfo(whole.getExportByIndex(at)));
  return exports.find(({ name }) => name === 'memory')?.value ?? '0';
}

/**
 * A module without its data: the first one has written it already.
 * @param {Uint8Array} wasm
 */
function withoutData(wasm) {
  const kept = [wasm.subarray(0, 8)];
  for (let at = 8; at < wasm.length; ) {
    const start = at;
    const id = wasm[at++];
    let size = 0;
    for (let shift = 0, byte = 128; byte >= 128; shift += 7) {
      byte = wasm[at++] ?? 0;
      size |= (byte & 127) << shift;
    }
    at += size;
    if (id !== 11 && id !== 12) kept.push(wasm.subarray(start, at));
  }
  return Buffer.concat(kept);
}
