/** Reads a JSON body with limits on size, time and depth. */
import type { IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkNames, countNames } from './json-shape.ts';
import { Refusal } from './problem.ts';

/** Bytes. A batch of 1,000 tickets of ten lines each is about 2 MB. */
const JSON_BODY_LIMIT = 5 * 1024 * 1024;
/** A body of 5 MB takes milliseconds on the loopback; who needs this long holds a line open. */
const BODY_TIMEOUT_MS = 15_000;
/** Characters that take some ms. */
const READ_AT_ONCE = 256 * 1024;

const refused = (status: number, detail: string) => new Refusal(status, detail, {}, 'body');
const tooLarge = () =>
  refused(413, 'The body is larger than 5 MB. Send less in one call, or a file by upload.');

/** @throws Refusal 413 from the announced length, before a byte is read. */
export function checkAnnouncedLength(request: IncomingMessage): void {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > JSON_BODY_LIMIT) throw tooLarge();
}

export interface JsonBody {
  /** As sent. */
  text: string;
  /** The object in it; without fields for an empty body. */
  fields: Record<string, unknown>;
}

/**
 * The JSON object in the body. A long one is read in steps, between which others have their turn.
 * @param mostValues that it may hold
 * @throws Refusal 400 malformed, 408 too slow, 413 too large
 */
export async function readJsonBody(
  request: IncomingMessage,
  mostValues: number,
): Promise<JsonBody> {
  const text = decode(await readAll(request));
  if (text.trim() === '') return { text, fields: {} };
  const isLong = text.length > READ_AT_ONCE;
  if (isLong) await nextTurn();
  const names = countNames(text, mostValues);
  if (isLong) await nextTurn();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message.slice(0, 200) : 'it cannot be read';
    throw refused(400, `The body is not valid JSON: ${why}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused(400, 'The body must be a JSON object, such as {"amount": 12.5}.');
  if (isLong) await nextTurn();
  checkNames(text, value, names);
  return { text, fields: { ...value } };
}

function readAll(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost);
      settle();
    };
    const timer = setTimeout(() => {
      finish(() =>
        reject(refused(408, 'The body did not arrive in 15 seconds. Send it again in one go.')),
      );
    }, BODY_TIMEOUT_MS);
    const onData = (piece: Buffer) => {
      size += piece.length;
      if (size > JSON_BODY_LIMIT) finish(() => reject(tooLarge()));
      else pieces.push(piece);
    };
    const onEnd = () =>
      finish(() => resolve(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)));
    const onLost = () => finish(() => reject(refused(400, 'The body broke off.')));
    request.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw refused(400, 'The body is not text in UTF-8.');
  }
}
