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

/**
 * What the worker calls before the analysis is there (`OPENING` of `web/engine/worker.js`), and what
 * the bindings need: exports of the engine by these names.
 */
const OPENING = [
  /^__wbindgen_/,
  /^__wbg_(?!.*export)/,
  /^__externref/,
  /^memory$/,
  /^upload_/,
  /^session_(new|open|preview|close|project)$/,
];

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
const exported = listOf(whole.getNumExports(), (at) => binaryen.getExportInfo(whole.getExportByIndex(at)));
const functions = listOf(whole.getNumFunctions(), (at) => binaryen.getFunctionInfo(whole.getFunctionByIndex(at)));
const globals = listOf(whole.getNumGlobals(), (at) => binaryen.getGlobalInfo(whole.getGlobalByIndex(at)));
const tables = listOf(whole.getNumTables(), (at) => binaryen.getTableInfo(whole.getTableByIndex(at)).name);
const segments = listOf(whole.getNumElementSegments(), (at) =>
  binaryen.getElementSegmentInfo(whole.getElementSegmentByIndex(at)),
);
const pointed = segments.flatMap(({ data }) => data);
const functionTables = tables.filter((table) => segments.some((own) => own.table === table && own.data.length > 0));

const calls = callsOf(whole);
const moved = movedFunctions();
const staying = functions.map(({ name }) => name).filter((name) => !moved.has(name));
/** What moves although something that stays, an export or a table names it. */
const entries = [...new Set([...namedBy(staying), ...exported.map(({ value }) => value), ...pointed])].filter((name) =>
  moved.has(name),
);
/** What stays although something that moves names it, under the name that both modules know. */
const shared = new Map(
  [...namedBy(moved)].filter((name) => !moved.has(name)).map((name, at) => [name, `f${at.toString(36)}`]),
);

writeFileSync(openPath, first().emitBinary());
writeFileSync(analysisPath, withoutData(second().emitBinary()));
console.log(`${moved.size} of ${functions.length} functions go to the analysis`);

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
function listOf(n, of) {
  return Array.from({ length: n }, (_, at) => of(at));
}

/**
 * Which functions each function names, and whether it touches a table by hand.
 * @param {binaryen.Module} module
 */
function callsOf(module) {
  /** @type {Map<string, { to: Set<string>, touches: boolean }>} */
  const found = new Map();
  for (const text of module.emitText().split('\n (func $').slice(1)) {
    const named = text.matchAll(/\((?:call|ref\.func|return_call) \$("(?:[^"\\]|\\.)*"|[^\s()]+)/g);
    const to = new Set([...named].map(([, name = '']) => unquoted(name)));
    found.set(unquoted(text), { to, touches: /\(table\./.test(text) });
  }
  return found;
}

/** @param {string} text A name at its beginning, in quotes (with escapes) or not. */
function unquoted(text) {
  const [, quoted, plain = ''] = /^(?:"((?:[^"\\]|\\.)*)"|([^\s()]+))/.exec(text) ?? [];
  return quoted?.replace(/\\(['"\\])/g, '$1') ?? plain;
}

/**
 * All functions that these name.
 * @param {Iterable<string>} names
 */
function namedBy(names) {
  return new Set([...names].flatMap((name) => [...(calls.get(name)?.to ?? [])]));
}

/**
 * The functions that nothing of the opening reaches. What a table names stays, whatever its name: who
 * calls it through the table cannot be told, and the compiler keeps one of those with the same code.
 */
function movedFunctions() {
  const opening = exported.filter(({ name }) => OPENING.some((own) => own.test(name)));
  const kept = new Set(opening.map(({ value }) => value));
  for (const name of pointed) kept.add(name);
  const waiting = [...kept];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const other of calls.get(name)?.to ?? []) {
      if (!kept.has(other)) {
        kept.add(other);
        waiting.push(other);
      }
    }
  }
  // What touches a table by hand stays where the table is; what it calls may go.
  for (const [name, { touches }] of calls) if (touches) kept.add(name);
  return new Set([...calls.keys()].filter((name) => !kept.has(name)));
}

/** The module that opens files: what moved is a call through the table. */
function first() {
  const module = read();
  module.addTable(TABLE, entries.length, entries.length);
  module.addTableExport(TABLE, TABLE);
  for (const { name, params, results } of functions.filter(({ name }) => moved.has(name))) {
    const slot = entries.indexOf(name);
    const operands = binaryen.expandType(params).map((type, at) => module.local.get(at, type));
    const call = () => module.call_indirect(TABLE, module.i32.const(slot), operands, params, results);
    module.removeFunction(name);
    module.addFunction(name, params, results, [], slot < 0 ? module.unreachable() : call());
  }
  for (const [name, base] of shared) module.addFunctionExport(name, base);
  for (const { name, mutable } of globals) if (mutable) module.addGlobalExport(name, `g${name}`);
  for (const name of functionTables) module.addTableExport(name, `t${name}`);
  return module;
}

/** The module of the analysis. */
function second() {
  const module = read();
  for (const { name } of exported) module.removeExport(name);
  for (const { name } of segments) module.removeElementSegment(name);
  for (const { name, params, results } of functions.filter(({ name }) => !moved.has(name))) {
    module.removeFunction(name);
    const base = shared.get(name);
    if (base) module.addFunctionImport(name, FIRST, base, params, results);
  }
  for (const { name, type } of globals.filter(({ mutable }) => mutable)) {
    module.removeGlobal(name);
    module.addGlobalImport(name, FIRST, `g${name}`, type, true);
  }
  for (const name of tables) {
    if (functionTables.includes(name)) module.addTableImport(name, FIRST, `t${name}`);
    else module.removeTable(name);
  }
  module.addTable(TABLE, entries.length, entries.length);
  module.addTableImport(TABLE, FIRST, TABLE);
  module.addActiveElementSegment(TABLE, 'entries', entries, module.i32.const(0));
  const memory = exported.find(({ name }) => name === 'memory')?.value ?? '0';
  module.addMemoryImport(memory, FIRST, 'memory');
  return module;
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
