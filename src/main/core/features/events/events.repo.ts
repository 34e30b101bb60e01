/** Reads the event log. It only grows, so places in it stay valid for ever. */
import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  lt,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm';
import type { Database } from '../../db/connection.ts';
import { event } from '../../db/schema/schema.ts';
import { contains, patternsOf } from '../contains.ts';
import { type StoredEvent, storedEvent } from './stored-event.ts';

/** A search looks at so many of the newest events: reading the whole log would hold up the shop. */
const SEARCHED_EVENTS = 10_000;

interface EventQuery {
  limit: number;
  /** Oldest first, larger seqs only; without it newest first. */
  after?: number | undefined;
  /** The last seq of the page before. */
  beyond?: number | undefined;
  entity?: string | undefined;
  entity_id?: string | undefined;
  /** Only these types; all without it. */
  types?: readonly string[] | undefined;
  q?: string | undefined;
}

export interface EventsRepo {
  /** One more than the limit, so that the caller knows whether there is another page. */
  list(query: EventQuery): StoredEvent[];
  count(query: EventQuery): number;
  /** The newest seq; 0 in an empty log. */
  newestSeq(): number;
}

/** True where a text in the record matches; the names of its fields do not count. */
function inValues(json: SQLWrapper, pattern: string): SQL {
  const inText = sql`EXISTS (SELECT 1 FROM json_tree(${json}) WHERE type = 'text' AND atom LIKE ${pattern} ESCAPE '\\')`;
  // Cheaper first, where a text stands in the JSON as it is.
  return /["\\]/.test(pattern) ? inText : sql`(${json} LIKE ${pattern} AND ${inText})`;
}

/** The event table. */
export function createEventsRepo({ orm, sqlite }: Database): EventsRepo {
  const newest = sqlite.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM event').pluck();
  const newestSeq = () => newest.get() ?? 0;

  return {
    list(query) {
      const rows = orm
        .select({
          seq: event.seq,
          id: event.id,
          type: event.type,
          entity: event.entity,
          entity_id: event.entity_id,
          before: event.before,
          after: event.after,
          actor_name: event.actor_name,
          source: event.source,
          correlation_id: event.correlation_id,
          occurred_at: event.occurred_at,
        })
        .from(event)
        .where(and(...filters(query), beyond(query)))
        .orderBy(query.after === undefined ? desc(event.seq) : asc(event.seq))
        .limit(query.limit + 1)
        .all();
      return rows.map((row) => storedEvent.parse(row));
    },

    count(query) {
      // Nothing leaves the log, so seqs have no gaps and counting all of it needs no reading.
      if (!query.entity && !query.entity_id && !query.q && !query.types)
        return Math.max(0, newestSeq() - (query.after ?? 0));
      return (
        orm
          .select({ rows: sql<number>`count(*)` })
          .from(event)
          .where(and(...filters(query)))
          .get()?.rows ?? 0
      );
    },

    newestSeq,
  };

  function beyond(query: EventQuery): SQL | undefined {
    if (query.beyond === undefined) return undefined;
    return query.after === undefined ? lt(event.seq, query.beyond) : gt(event.seq, query.beyond);
  }

  function filters(query: EventQuery): (SQL | undefined)[] {
    const words = query.q?.trim();
    return [
      query.after === undefined ? undefined : gt(event.seq, query.after),
      query.entity ? eq(event.entity, query.entity) : undefined,
      query.entity_id ? eq(event.entity_id, query.entity_id) : undefined,
      query.types ? inArray(event.type, [...query.types]) : undefined,
      words
        ? and(
            gt(event.seq, newestSeq() - SEARCHED_EVENTS),
            or(
              contains(event.entity_id, words),
              contains(event.type, words),
              contains(event.actor_name, words),
              ...patternsOf(words).flatMap((pattern) => [
                inValues(event.after, pattern),
                inValues(event.before, pattern),
              ]),
            ),
          )
        : undefined,
    ];
  }
}
