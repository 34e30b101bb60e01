/** Makes and compares the secret that a till sends with each call. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Makes leaked tokens easy to find by a search, and wrong pastes easy to see. */
const PREFIX = 'tw_';
const SECRET_BYTES = 32;

/** A new token: 256 bits from the system's own source of randomness. */
export function newTokenSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
}

/** SHA-256 in hex. A fast hash is right here: 256 random bits cannot be guessed from it. */
export function hashToken(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function sameHash(left: string, right: string): boolean {
  const a = Buffer.from(left, 'hex');
  const b = Buffer.from(right, 'hex');
  return a.length === b.length && timingSafeEqual(a, b);
}
