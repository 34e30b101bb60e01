/** Who does something, from where, and when: the first argument everywhere. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { source } from '../../shared/schemas/sale.ts';

export type Source = z.infer<typeof source>;

export interface Actor {
  kind: 'owner' | 'token' | 'import' | 'automation';
  /** As the activity trail shows it: "You", or the name of a token or an import. */
  name: string;
}

/** A call that may be sent again: the same key and fingerprint get the first answer again. */
export interface Idempotency {
  /** As the sender chose it; it counts for this sender only. */
  readonly key: string;
  /** Of the whole request: the same key with another one is refused. */
  readonly fingerprint: string;
}

/** The clock of a core; tests turn it. UTC ms. */
export type Clock = () => number;

/** A context for one request. */
export function createContext(
  clock: Clock,
  actor: Actor,
  source: Source,
  correlationId: string = randomUUID(),
  { tokenId, idempotency, ifMatch, notes }: RequestFacts = {},
): Context {
  return { actor, source, correlationId, now: clock(), tokenId, idempotency, ifMatch, notes };
}

/**
 * Where external ids are unique: each token has its own, so that two tills may count alike; so has
 * everything else that writes.
 */
export function externalSourceOf({ source, tokenId }: Pick<Context, 'source' | 'tokenId'>): string {
  return tokenId === undefined ? source : `token:${tokenId}`;
}

/** The owner, at the window. */
export const OWNER: Actor = { kind: 'owner', name: 'You' };
