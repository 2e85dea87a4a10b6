/** @file The client over workers that die: every call settles, and nothing restarts for ever. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { EngineClient } from '../../web/engine/client.js';

/**
 * A worker that answers by a function; without an answer it stays silent.
 * @param {(request: any) => any} answer
 */
class FakeWorker extends EventTarget {
  isEnded = false;

  /** @param {(request: any) => any} answer */
  constructor(answer) {
    super();
    this.answer = answer;
  }

  /** @param {any} request */
  postMessage(request) {
    if (!('method' in request)) return;
    queueMicrotask(() => {
      const response = this.isEnded ? undefined : this.answer(request);
      if (response) {
        const data = { id: request.id, ...response };
        this.dispatchEvent(Object.assign(new Event('message'), { data }));
      }
    });
  }

  terminate() {
    this.isEnded = true;
  }
}

/**
 * A client, and the calls that its workers got, worker by worker.
 * @param {(request: any, worker: number) => any} answer
 */
function clientOver(answer) {
  /** @type {string[][]} */ const calls = [];
  const client = new EngineClient(async () => ({
    module: /** @type {any} */ ({}),
    analysis: Promise.resolve(/** @type {any} */ ({})),
    spawn() {
      const worker = calls.push([]) - 1;
      return /** @type {any} */ (
        new FakeWorker((request) => {
          calls[worker]?.push(request.method);
          return answer(request, worker);
        })
      );
    },
  }));
  return { client, calls };
}

const crash = { error: { name: 'RuntimeError', message: 'unreachable', code: 'crashed' } };

test('what was open and analysed is replayed into the next worker, in order', async () => {
  const { client, calls } = clientOver(({ method }, worker) => {
    if (method === 'themes' && worker === 0) return crash;
    return { result: method === 'open' ? { id: worker + 7 } : {}, ...(method === 'edit' && { project: '{}' }) };
  });
  const view = await client.open('a.csv', new Blob(['a']));
  await client.choose(view.id, {});
  await client.edit({ kind: 'undo' });
  await client.analyse();
  await assert.rejects(client.themes(), { code: 'crashed' });
  await client.choose(view.id, {});
  assert.deepEqual(calls[1], ['project', 'restore', 'open', 'choose', 'analyse', 'choose']);
});

test('everything that waits is refused when the worker dies', async () => {
  const { client } = clientOver(({ method }) => {
    if (method === 'overview') return undefined;
    return method === 'themes' ? crash : { result: {} };
  });
  await client.start();
  const waiting = client.overview();
  await Promise.all([
    assert.rejects(client.themes(), { code: 'crashed' }),
    assert.rejects(waiting, { code: 'crashed' }),
  ]);
});

test('an engine that never runs is not started for ever', async () => {
  const { client, calls } = clientOver(() => crash);
  await assert.rejects(client.overview(), { code: 'crashed' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(calls.length <= 4, `${calls.length} workers`);
});

test('a file that kills every worker is given up, and said', async () => {
  let isDeadly = false;
  const { client } = clientOver(({ method }) => {
    if (method === 'themes') isDeadly = true;
    if (method === 'themes' || (isDeadly && method === 'open')) return crash;
    return { result: { id: 0 } };
  });
  /** @type {string[]} */ const lost = [];
  client.addEventListener('lost', (event) => {
    lost.push(.../** @type {CustomEvent} */ (event).detail.names);
  });
  await client.open('deadly.csv', new Blob(['a']));
  await assert.rejects(client.themes(), { code: 'crashed' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(lost, ['deadly.csv']);
  assert.ok(await client.overview());
});

test('a finished analysis outlives the cancelling of another file', async () => {
  const { client, calls } = clientOver(({ method, args }) =>
    method === 'open' && args[0] === 'large.csv' ? { progress: { done: 0.5 } } : { result: { id: 0 } },
  );
  await client.open('a.csv', new Blob(['a']));
  await client.analyse();
  /** @type {number[]} */ const shares = [];
  const opening = client.open('large.csv', new Blob(['b']), ({ done }) => shares.push(done));
  await new Promise((resolve) => setTimeout(resolve, 5));
  client.cancel();
  await assert.rejects(opening, { code: 'cancelled' });
  await client.overview();
  assert.deepEqual([calls[1], shares], [['project', 'open', 'analyse', 'overview'], [0.5]]);
});

test('cancel refuses what runs and keeps the files', async () => {
  const { client, calls } = clientOver(({ method }) =>
    method === 'analyse' ? undefined : { result: { id: 0 } },
  );
  await client.open('a.csv', new Blob(['a']));
  const running = client.analyse();
  await new Promise((resolve) => setTimeout(resolve, 5));
  client.cancel();
  await assert.rejects(running, { code: 'cancelled' });
  await client.overview();
  assert.deepEqual(calls[1], ['project', 'open', 'overview']);
});

test('delimited text is opened as it is, without what unpacks other files', async () => {
  const { client } = clientOver(() => undefined);
  for (const content of ['id,text\n1,a', '', 'PK,id\n1,2', '"[x]",y', new Uint8Array([0xff, 0xfe, 105, 0, 100, 0])]) {
    const data = new Blob([content]);
    assert.deepEqual(await client.unpack('a.csv', data), [{ name: 'a.csv', data }]);
  }
});

test('what was odd about a file before it was unpacked stays with its view', async () => {
  const own = { code: 'inner', message: '', count: 1, places: [] };
  const { client } = clientOver(() => ({ result: { id: 7, notices: [own] } }));
  const odd = { ...own, code: 'hidden-sheet' };
  const data = { body: new Blob(['a,b']), size: 3, format: 'Excel workbook', sha256: '', notices: [odd] };
  const view = await client.open('book.xlsx', data);
  assert.deepEqual(view.notices, [odd, own]);
  assert.deepEqual((await client.choose(view.id, {})).notices, [odd, own]);
});
