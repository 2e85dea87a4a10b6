/** @file The pages of all contestants, bundled, beside the built page. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

import { enginePage, serveBeside } from '../server.js';

const INPUT = '<input type="file" aria-label="File">';

/** Address of each contestant, in the order in which they run, and the package it needs. */
export const CONTESTANTS = /** @type {const} */ ({
  undertone: { page: 'undertone.html', needs: '' },
  'duckdb-buffer': { page: 'duckdb.html?way=buffer', needs: '@duckdb/duckdb-wasm' },
  'duckdb-handle': { page: 'duckdb.html?way=handle', needs: '@duckdb/duckdb-wasm' },
  'duckdb-sniff': { page: 'duckdb.html?way=sniff', needs: '@duckdb/duckdb-wasm' },
  papaparse: { page: 'papa.html', needs: 'papaparse' },
  udsv: { page: 'udsv.html', needs: 'udsv' },
});

/** @typedef {keyof typeof CONTESTANTS} Name */

/** Scripts of each package: pages, then workers. */
const SCRIPTS = [
  { needs: '@duckdb/duckdb-wasm', page: 'duckdb', worker: '' },
  { needs: 'papaparse', page: 'papa', worker: 'papa-worker' },
  { needs: 'udsv', page: 'udsv', worker: 'udsv-worker' },
];

/**
 * Serves the pages of what is installed.
 * @param {string} packages The folder with the peers' packages.
 */
export async function serveContestants(packages) {
  /** @type {Map<string, string | Uint8Array>} */
  const files = new Map(await enginePage('tests/e2e/peers/undertone.js', INPUT));
  /** @type {Map<string, string>} Why a package is not there. */ const missing = new Map();
  for (const { needs, page, worker } of SCRIPTS) {
    try {
      for (const [name, content] of await filesOf(packages, page, worker)) files.set(name, content);
    } catch (error) {
      const { errors, message } = /** @type {import('esbuild').BuildFailure} */ (error);
      missing.set(needs, errors?.[0]?.text ?? message);
    }
  }
  return { site: await serveBeside(files), missing };
}

/**
 * @param {string} packages
 * @param {string} page
 * @param {string} worker
 * @returns {Promise<[string, string | Uint8Array][]>}
 */
async function filesOf(packages, page, worker) {
  const html = `<!doctype html><meta charset="utf-8"><title>${page}</title>
    <link rel="icon" href="data:,">${INPUT}<script type="module" src="${page}.js"></script>`;
  /** @type {[string, string | Uint8Array][]} */ const files = [[`${page}.html`, html]];
  files.push([`${page}.js`, await bundled(packages, page, 'esm')]);
  if (worker) files.push([`${worker}.js`, await bundled(packages, worker, 'iife')]);
  if (page === 'duckdb') {
    const folder = join(packages, '@duckdb/duckdb-wasm/dist');
    files.push(['duckdb-eh.worker.js', readFileSync(join(folder, 'duckdb-browser-eh.worker.js'))]);
    files.push(['duckdb-eh.wasm', readFileSync(join(folder, 'duckdb-eh.wasm'))]);
  }
  return files;
}

/**
 * @param {string} packages
 * @param {string} name
 * @param {'esm' | 'iife'} format
 */
async function bundled(packages, name, format) {
  const { outputFiles } = await build({
    entryPoints: [`tests/e2e/peers/${name}.js`],
    bundle: true,
    minify: true,
    format,
    nodePaths: [packages],
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
