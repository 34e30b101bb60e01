/** Takes in an uploaded file straight to disk, so that its size costs no memory. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { Refusal } from './problem.ts';

/** The form field that holds the file. */
const FILE_FIELD = 'file';
/** Nothing arrives for so long, in ms: the sender is gone. */
const IDLE_TIMEOUT_MS = 30_000;

export interface Upload {
  /** The other fields of the form. */
  fields: Record<string, string>;
  /** Undefined when the form holds none. */
  file: File | undefined;
  /** SHA-256 of the file, in hex. */
  digest: string;
  /** Deletes the file. Call when the request is done. */
  discard(): Promise<void>;
}

/** Where uploads wait; leftovers of a crash are cleared at start. */
export function uploadFolder(dataDir: string): string {
  return join(dataDir, 'uploads', 'http');
}

/** Deletes what a crash left behind. */
export async function clearUploads(dataDir: string): Promise<void> {
  await rm(uploadFolder(dataDir), { recursive: true, force: true });
}

/**
 * Reads a multipart form with one file.
 * @param ignoresMore of a field that stands twice the first counts, and files beside the one are left
 * out, instead of being refused
 * @throws Refusal 400 for a broken form, 408 when the sender stalls, 503 when the disk is full
 */
export async function readUpload(
  request: IncomingMessage,
  dataDir: string,
  ignoresMore: boolean,
): Promise<Upload> {
  const folder = uploadFolder(dataDir);
  const path = join(folder, randomUUID());
  const discard = () => rm(path, { force: true });
  try {
    await mkdir(folder, { recursive: true });
    const { name, fields, digest } = await receive(request, path, ignoresMore);
    const file = name === undefined ? undefined : new File([await openAsBlob(path)], name);
    return { fields, file, digest, discard };
  } catch (error) {
    await discard();
    throw asRefusal(error);
  }
}

interface Received {
  /** The file's name; undefined when the form holds no file. */
  name: string | undefined;
  fields: Record<string, string>;
  digest: string;
}

/** Not a pipeline: one that fails would cut the line that the answer still has to go out on. */
function receive(request: IncomingMessage, path: string, ignoresMore: boolean): Promise<Received> {
  const form = parser(request);
  const fields: Record<string, string> = {};
  let name: string | undefined;
  let files = 0;
  let stored: Promise<void> | undefined;
  const stop = new AbortController();
  const hash = createHash('sha256');
  async function* hashed(pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      hash.update(piece);
      yield piece;
    }
  }
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(idle);
      request.unpipe(form).off('close', onLost).off('data', onData);
    };
    const fail = (error: unknown) => {
      if (stop.signal.aborted) return;
      settle();
      // The rest of the file never comes: without an end it would stay open, and its room taken.
      stop.abort();
      Promise.allSettled([stored]).then(() => reject(error));
    };
    const onLost = () => {
      if (!request.complete) fail(new Error('the sender left'));
    };
    const onData = () => idle.refresh();
    const idle = setTimeout(() => {
      fail(new Refusal(408, 'The upload stalled for 30 seconds. Send the file again.'));
      form.destroy();
    }, IDLE_TIMEOUT_MS);

    form.on('field', (field, value) => {
      if (!Object.hasOwn(fields, field)) fields[field] = value;
      else if (!ignoresMore)
        fail(refused(`"${field}" stands twice in the form. Send it once.`, field));
    });
    form.on('file', (field: string, stream: BusboyFileStream, fileName: string | undefined) => {
      files++;
      if (files > 1 && !ignoresMore)
        fail(refused('The form has two files. Send each file in a call of its own.', FILE_FIELD));
      if (field !== FILE_FIELD || stored || stop.signal.aborted) {
        stream.resume();
        return;
      }
      name = fileName || 'upload.csv';
      const target = createWriteStream(path, { mode: 0o600 });
      stored = pipeline(stream, hashed, target, { signal: stop.signal });
      // A full disk stops the upload at once, instead of after its last byte.
      stored.catch(fail);
    });
    form.on('error', fail);
    form.on('finish', () => {
      Promise.resolve(stored).then(() => {
        if (stop.signal.aborted) return;
        settle();
        resolve({ name, fields, digest: hash.digest('hex') });
      }, fail);
    });
    request.on('close', onLost).on('data', onData).pipe(form);
  });
}

const refused = (detail: string, field: string) => new Refusal(400, detail, {}, field);

function parser(request: IncomingMessage) {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      limits: { fields: 20, fieldSize: 10_000, files: 20, headerPairs: 50 },
    });
  } catch {
    throw new Refusal(
      400,
      'The form has no boundary. Let the program that sends it set the header.',
    );
  }
}

function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Refusal(
      503,
      'The disk is full, so nothing was imported. Free some space and try again.',
    );
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new Refusal(503, 'The data folder cannot be written. Check its permissions.');
  return new Refusal(400, 'The form broke off or is not valid multipart/form-data. Send it again.');
}
