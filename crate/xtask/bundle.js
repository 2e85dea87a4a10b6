/**
 * @file Bundles the page into `dist/`. Every HTML file of `web/` and `web/widget/` goes to the top;
 * the scripts and styles it names are bundled under names that carry their content's hash, so that
 * a host may cache them and an old page never meets a new engine. All addresses are relative.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';

import { build } from 'esbuild';

const DIST = 'dist';
/** Scripts whose names stay, because other people's pages name them, and their formats. */
const STABLE = /** @type {const} */ ({ 'web/widget/widget.js': 'esm', 'web/widget/embed.js': 'iife' });

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  bundle: true,
  minify: true,
  legalComments: 'none',
  target: ['chrome119', 'firefox120', 'safari17.4'],
  logLevel: 'warning',
  charset: 'utf8',
  write: false,
};

const worker = await bundleWorker('worker.js');
// The engine in two: what the page waits for, and what arrives behind it.
const wasm = put('engine.wasm', readFileSync('target/xtask/split/open.wasm'));
const analysis = put('analysis.wasm', readFileSync('target/xtask/split/analysis.wasm'));
// Loaded with the first file that is no delimited text.
const importWorker = await bundleWorker('import-worker.js');
const importWasm = put('import.wasm', readFileSync('pkg/undertone-import_bg.wasm'));
// Loaded when somebody asks for a close reading; what its packs must be, where they are there.
const readerWorker = await bundleWorker('reader-worker.js');
const readerWasm = put('reader.wasm', readFileSync('pkg/undertone-reader_bg.wasm'));
const define = {
  UNDERTONE_WORKER: JSON.stringify(worker),
  UNDERTONE_WASM: JSON.stringify(wasm),
  UNDERTONE_ANALYSIS: JSON.stringify(analysis),
  UNDERTONE_IMPORT_WORKER: JSON.stringify(importWorker),
  UNDERTONE_IMPORT_WASM: JSON.stringify(importWasm),
  UNDERTONE_READER_WORKER: JSON.stringify(readerWorker),
  UNDERTONE_READER_WASM: JSON.stringify(readerWasm),
  UNDERTONE_READER_PACK: JSON.stringify(packOf('model/undertone-reader.bin')),
  UNDERTONE_POLYGLOT_PACK: JSON.stringify(packOf('model/undertone-polyglot.bin')),
};

const pages = ['web', 'web/widget'].flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.html')).map((name) => join(folder, name))
    : [],
);
const { names, firstLoad } = await bundleEntries(pages.flatMap(entriesOf));
for (const page of pages) writeFileSync(join(DIST, basename(page)), rewritten(page));
await bundleStable();
copyStatic('web/static', DIST);

mkdirSync('target/xtask', { recursive: true });
const index = firstLoad.get('web/app/main.js') ?? [];
const styles = existsSync('web/index.html')
  ? entriesOf('web/index.html').filter((entry) => entry.endsWith('.css')).map((e) => names.get(e))
  : [];
const first = ['index.html', ...styles, ...index, worker, wasm];
writeFileSync('target/xtask/first-load.json', JSON.stringify(first));
writeFileSync('target/xtask/analysis-load.json', JSON.stringify([analysis]));
writeFileSync('target/xtask/import-load.json', JSON.stringify([importWorker, importWasm]));
writeFileSync('target/xtask/reader-load.json', JSON.stringify([readerWorker, readerWasm]));

/**
 * A worker, as one classic script: the page starts it from a `blob:`.
 * @param {string} name
 */
async function bundleWorker(name) {
  const result = await build({ ...COMMON, entryPoints: [`web/engine/${name}`], format: 'iife' });
  return put(name, contentsOf(result));
}

/**
 * Name, size and hash of a pack that is served beside the page; nothing where it is not there.
 * @param {string} path
 */
function packOf(path) {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name: basename(path), size: bytes.length, sha256 };
}

/** What other people's pages load: one file each. */
async function bundleStable() {
  for (const [entry, format] of Object.entries(STABLE)) {
    if (!existsSync(entry)) continue;
    const result = await build({ ...COMMON, entryPoints: [entry], format });
    writeFileSync(join(DIST, basename(entry)), contentsOf(result));
  }
}

/**
 * All other scripts and styles, in common chunks.
 * @param {string[]} entries
 */
async function bundleEntries(entries) {
  /** @type {Map<string, string>} */ const names = new Map();
  /** @type {Map<string, string[]>} */ const firstLoad = new Map();
  const entryPoints = [...new Set(entries)];
  if (entryPoints.length === 0) return { names, firstLoad };
  const result = await build({
    ...COMMON,
    entryPoints,
    define,
    format: 'esm',
    splitting: true,
    metafile: true,
    outdir: DIST,
    outbase: 'web',
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    write: true,
    loader: { '.svg': 'file', '.woff2': 'file', '.png': 'file' },
  });
  const outputs = /** @type {import('esbuild').Metafile} */ (result.metafile).outputs;
  for (const [path, output] of Object.entries(outputs)) {
    if (!output.entryPoint) continue;
    names.set(output.entryPoint, basename(path));
    firstLoad.set(output.entryPoint, staticImports(outputs, path).map((p) => basename(p)));
  }
  return { names, firstLoad };
}

/**
 * An output and what it imports at once.
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string} path
 * @param {string[]} [seen]
 */
function staticImports(outputs, path, seen = []) {
  if (seen.includes(path)) return seen;
  seen.push(path);
  for (const { path: next, kind } of outputs[path]?.imports ?? []) {
    if (kind === 'import-statement') staticImports(outputs, next, seen);
  }
  return seen;
}

/**
 * The scripts and styles that a page names, as paths from the top; those whose names stay are not among them.
 * @param {string} page
 */
function entriesOf(page) {
  const html = readFileSync(page, 'utf8');
  const found = html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g);
  return [...found]
    .map(([, address = '']) => relative('.', join(dirname(page), address)))
    .filter((entry) => !(entry in STABLE) && existsSync(entry));
}

/**
 * A page with the addresses of what was bundled.
 * @param {string} page
 */
function rewritten(page) {
  const html = readFileSync(page, 'utf8');
  return html.replace(/\b(src|href)="([^"]+\.(?:js|css))"/g, (whole, attribute, address) => {
    const name = names.get(relative('.', join(dirname(page), address)));
    return name ? `${attribute}="${name}"` : whole;
  });
}

/**
 * Files that are served as they are.
 * @param {string} from
 * @param {string} to
 */
function copyStatic(from, to) {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyStatic(source, target);
    else writeFileSync(target, readFileSync(source));
  }
}

/**
 * Writes a file under a name that carries its content's hash.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
function put(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase();
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(join(DIST, hashed), bytes);
  return hashed;
}

/** @param {import('esbuild').BuildResult} result */
function contentsOf(result) {
  const [file] = result.outputFiles ?? [];
  if (!file) throw new Error('nothing was bundled');
  return file.contents;
}
