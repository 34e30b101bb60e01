/** Reads the key of a call that may be sent again, and tells one call from another. */
import { createHash } from 'node:crypto';
import type { Idempotency } from '../core/context.ts';
import { Refusal } from './problem.ts';

/** On an answer that was given before. */
export const REPLAYED_HEADER = 'Idempotent-Replayed';

const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/**
 * The key in the header `Idempotency-Key`; undefined without one.
 * @throws Refusal 400 for a key that cannot be one
 */
export function idempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = Array.isArray(header) ? header.join(', ') : header;
  if (KEY.test(key)) return key;
  throw new Refusal(
    400,
    'The Idempotency-Key must be 1 to 255 printable ASCII characters, such as a UUID. Use a new one for each sale and the same one when you send that sale again.',
    {},
    'Idempotency-Key',
  );
}

/**
 * @param body what was sent, or for an upload the fields and the SHA-256 of the file: the form around
 * them is another one each time
 */
export function idempotencyOf(
  key: string,
  method: string,
  address: string,
  body: string | Buffer,
): Idempotency {
  const fingerprint = createHash('sha256')
    .update(`${method} ${address}\n`)
    .update(body)
    .digest('hex');
  return { key, fingerprint };
}
