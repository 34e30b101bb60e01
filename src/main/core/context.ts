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
  readonly key: string;
  /** SHA-256 of method, path and body, in hex. */
  readonly fingerprint: string;
}

/** What a call tells its transport beside its answer; the transport brings an empty one. */
export interface AnswerNotes {
  /** The answer is the one that the same call got before. */
  replayed?: boolean;
  /** Nothing was made: the record was there already, under its external id. */
  existing?: boolean;
}

/** What only a tool's request has. */
export interface RequestFacts {
  /** What a call that needs no token brought as one. */
  readonly bearer?: string | undefined;
  /** Of the token that called. */
  readonly tokenId?: number | undefined;
  readonly idempotency?: Idempotency | undefined;
  /** The tag of the version that the caller changes, as it sent it: `"3-1f2e"`, a list of them, or `*`. */
  readonly ifMatch?: string | undefined;
  readonly notes?: AnswerNotes | undefined;
}

export interface Context extends RequestFacts {
  readonly actor: Actor;
  readonly source: Source;
  /** Ties together everything that one request did. */
  readonly correlationId: string;
  /** The time of the request, UTC ms. */
  readonly now: number;
  /** Set while an import writes: its rows carry it. */
  readonly importBatchId?: number;
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
 * everything else that writes. Tokens that give the same name share theirs.
 */
export function externalSourceOf(
  { source, tokenId }: Pick<Context, 'source' | 'tokenId'>,
  name?: string | null,
): string {
  if (name) return `name:${name}`;
  return tokenId === undefined ? source : `token:${tokenId}`;
}

/** The owner, at the window. */
export const OWNER: Actor = { kind: 'owner', name: 'You' };
