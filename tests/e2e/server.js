/** @file Small servers for the browser tests. */

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, normalize } from 'node:path';

import { build } from 'esbuild';

/**
 * @typedef {object} Served
 * @property {string} url Ends in a slash.
 * @property {string[]} requests Paths asked for.
 * @property {() => void} close
 */

const PREFIX = '/some/prefix/';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/**
 * Serves `dist/` below a prefix, and beside it a bare page with an EngineClient for tests that are
 * about the engine, not the page.
 * @returns {Promise<Served>}
 */
export async function serveDist() {
  return serveBeside(await enginePage('tests/e2e/engine-test.js'));
}

/**
 * Serves `dist/` below a prefix, and further files beside it.
 * @param {Map<string, string | Uint8Array>} extra By name.
 * @returns {Promise<Served>}
 */
export async function serveBeside(extra) {
  return serve(PREFIX, (path) => {
    if (extra.has(path)) return extra.get(path);
    const file = join('dist', normalize(`/${path || 'index.html'}`));
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
  });
}

/**
 * An origin of its own, where any request is one too many. It allows being asked, so that only the
 * page's own policy can prevent it.
 * @returns {Promise<Served>}
 */
export async function serveStranger() {
  return serve('/', () => 'you should not have come');
}

/**
 * @param {string} prefix
 * @param {(path: string) => string | Uint8Array | undefined} find
 * @returns {Promise<Served>}
 */
async function serve(prefix, find) {
  /** @type {string[]} */ const requests = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').replace(/[?#].*/, ''));
    requests.push(path);
    const body = path.startsWith(prefix) ? find(path.slice(prefix.length)) : undefined;
    const type = TYPES[extname(path || 'index.html') || '.html'] ?? 'application/octet-stream';
    const head = { 'content-type': type, 'access-control-allow-origin': '*' };
    response.writeHead(body === undefined ? 404 : 200, head).end(body ?? 'not found');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}${prefix}`, requests, close };
}

/**
 * A bare page with a script: the real client over the real built worker and module, under the real
 * policy.
 * @param {string} script
 * @param {string} [body] What else the page shows.
 * @returns {Promise<Map<string, string>>} The page and its script, by name.
 */
export async function enginePage(script, body = '') {
  const policy = readFileSync('dist/index.html', 'utf8').match(/<meta[^>]*Policy[^>]*>/s)?.[0];
  if (!policy) throw new Error('index.html has no Content-Security-Policy');
  const named = (/** @type {string} */ start, end = '') =>
    JSON.stringify(readdirSync('dist').find((name) => name.startsWith(start) && name.endsWith(end)) ?? null);
  const { outputFiles } = await build({
    entryPoints: [script],
    bundle: true,
    format: 'esm',
    write: false,
    define: {
      UNDERTONE_WORKER: named('worker-'),
      UNDERTONE_WASM: named('engine-'),
      UNDERTONE_ANALYSIS: named('analysis-'),
      UNDERTONE_IMPORT_WORKER: named('import-worker-'),
      UNDERTONE_IMPORT_WASM: named('import-', '.wasm'),
      UNDERTONE_READER_WORKER: named('reader-worker-'),
      UNDERTONE_READER_WASM: named('reader-', '.wasm'),
    },
  });
  const name = basename(script, '.js');
  const html = `<!doctype html><meta charset="utf-8">${policy}<title>Engine</title>
    <link rel="icon" href="data:,"><script type="module" src="${name}.js"></script>${body}`;
  return new Map([
    [`${name}.html`, html],
    [`${name}.js`, outputFiles[0]?.text ?? ''],
  ]);
}
