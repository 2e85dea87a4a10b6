/** @file Bundles and serves the page over the stand-in engine: `node tests/web/dev.mjs [port]`. */

import { createServer } from 'node:http';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'esbuild';

const out = mkdtempSync(join(tmpdir(), 'undertone-dev-'));
await build({
  entryPoints: { app: 'tests/web/dev.js', main: 'web/styles/main.css' }, bundle: true, format: 'esm', splitting: true, outdir: out,
});
const page = readFileSync('web/index.html', 'utf8').replace('app/main.js', 'app.js').replace('styles/main.css', 'main.css');
const types = { '.js': 'text/javascript', '.css': 'text/css', '.csv': 'text/csv' };
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path === '/') return response.setHeader('content-type', 'text/html').end(page);
  if (path.startsWith('/sample/')) return response.end('verbatim\nstand-in\n');
  try {
    response.setHeader('content-type', types[/** @type {'.js'} */ (extname(path))] ?? 'text/plain');
    response.end(readFileSync(join(out, path)));
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(Number(process.argv[2] ?? 8123), () => console.log(`http://localhost:${process.argv[2] ?? 8123}/`));
