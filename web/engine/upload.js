/**
 * @file A file's bytes straight into the engine's memory: never a string, never a second copy.
 * @import { FileView } from './types/file.js'
 * @import { ProgressView } from './types/overview.js'
 */

/** Bytes of one read. */
const CHUNK = 1 << 20;
/** How much of a large file its preview is made of. */
const HEAD = 1 << 17;
/** Files above this size are previewed; smaller ones are read before anybody could look. */
const LARGE = 64 << 20;
/** Bytes between two words of progress, at least. */
const STEP = 8 << 20;
/** How often progress is told at most while bytes are copied, and again while they are read. */
const STEPS = 15;
/** How much of the whole the bytes' way into memory is; the rest is reading them. */
const COPIED = 0.3;

/**
 * What is needed of the engine.
 * @typedef {object} Engine
 * @property {(name: string, size: number, head: Uint8Array) => Bytes} room
 * @property {(name: string, head: Uint8Array) => FileView} preview
 * @property {(name: string, bytes: any, progress: (done: number) => void) => FileView} open
 */

/** @typedef {{ push: (chunk: Uint8Array) => void }} Bytes Room in the engine's memory. */

/**
 * Opens a file.
 * @param {Engine} engine
 * @param {string} name
 * @param {Blob | ArrayBuffer} data
 * @param {(progress: ProgressView) => void} progress
 * @returns {Promise<FileView>}
 */
export async function upload(engine, name, data, progress) {
  const blob = data instanceof Blob ? data : new Blob([data]);
  const size = blob.size;
  const tell = steps(size, (done) =>
    progress({ stage: 'read', label: `Reading ${name}`, done, isDone: false }),
  );
  const head = new Uint8Array(await readable(blob.slice(0, HEAD).arrayBuffer()));
  const bytes = engine.room(name, size, head);
  if (size > LARGE) showHead(engine, name, head, progress);
  await copy(blob, bytes, (done) => tell(COPIED * done));
  return engine.open(name, bytes, (done) => tell(COPIED * size + (1 - COPIED) * done));
}

/**
 * Copies a file into the engine, chunk by chunk; where the browser can, into one and the same buffer.
 * @param {Blob} blob
 * @param {Bytes} bytes
 * @param {(done: number) => void} tell
 */
async function copy(blob, bytes, tell) {
  const next = reader(blob.stream());
  let done = 0;
  for (;;) {
    const chunk = await readable(next());
    if (!chunk) return;
    bytes.push(chunk);
    done += chunk.length;
    tell(done);
  }
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @returns {() => Promise<Uint8Array<ArrayBuffer> | undefined>}
 */
function reader(stream) {
  try {
    const byob = stream.getReader({ mode: 'byob' });
    let buffer = new ArrayBuffer(CHUNK);
    return async () => {
      const { value, done } = await byob.read(new Uint8Array(buffer));
      if (done || !value) return undefined;
      buffer = value.buffer;
      return value;
    };
  } catch {
    const plain = stream.getReader();
    return async () => (await plain.read()).value;
  }
}

/**
 * The first rows, long before the last is read. What is wrong with them is said when the file is read.
 * @param {Engine} engine
 * @param {string} name
 * @param {Uint8Array} head
 * @param {(progress: ProgressView) => void} progress
 */
function showHead(engine, name, head, progress) {
  try {
    const preview = engine.preview(name, head);
    progress({ stage: 'read', label: `Reading ${name}`, done: 0, isDone: false, preview });
  } catch {
    // A refusal comes again, with the whole file to say why.
  }
}

/**
 * Calls `tell` with a share from time to time.
 * @param {number} size
 * @param {(share: number) => void} tell
 * @returns {(done: number) => void}
 */
function steps(size, tell) {
  const step = Math.max(STEP, size / STEPS);
  let last = 0;
  return (done) => {
    if (done - last < step) return;
    last = done;
    tell(Math.min(1, done / size));
  };
}

/**
 * @template T
 * @param {Promise<T>} reading
 * @returns {Promise<T>}
 */
async function readable(reading) {
  try {
    return await reading;
  } catch {
    const message = 'the browser could not read the file: if it was moved or changed, choose it again';
    throw Object.assign(new Error(message), { code: 'unreadable-file' });
  }
}
