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

export interface Context {
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
): Context {
  return { actor, source, correlationId, now: clock() };
}

/** The owner, at the window. */
export const OWNER: Actor = { kind: 'owner', name: 'You' };
