/** Reads the event log. It only grows, so places in it stay valid for ever. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  lt,
  lte,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm';
import type { AwayReader } from '../../db/away-reader.ts';
import type { Database } from '../../db/connection.ts';
import { event } from '../../db/schema/schema.ts';
import { contains, patternsOf } from '../contains.ts';
import { type StoredEvent, storedEvent } from './stored-event.ts';

/** A search looks at so many of the newest events: reading the whole log would hold up the shop. */
const SEARCHED_EVENTS = 10_000;
/** As in an answer's X-Request-Id: what one request did is found whenever it was. */
const REQUEST_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** So many events are looked through in a few ms. */
const LOOKED_THROUGH = 2_000;
/** So many are read before others have their turn: some ms. */
const READ_TOGETHER = 250;

interface EventQuery {
  limit: number;
  /** Oldest first, larger seqs only; without it newest first. */
  after?: number | undefined;
  /** No seq above this one. */
  until?: number | undefined;
  /** The last seq of the page before. */
  beyond?: number | undefined;
  entity?: string | undefined;
  entity_id?: string | undefined;
  /** Only these types; all without it. */
  types?: readonly string[] | undefined;
  /** Never blank. */
  q?: string | undefined;
}

export interface EventsRepo {
  /**
   * At once, for what is reached by its seq. One more than the limit, so that the caller knows whether
   * there is another page.
   */
  list(query: EventQuery): StoredEvent[];
  /** As `list`; what has to be looked for through the log is looked for in a thread of its own. */
  find(query: EventQuery): Promise<StoredEvent[]>;
  count(query: EventQuery): Promise<number>;
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
export function createEventsRepo({ orm, sqlite }: Database, away: AwayReader): EventsRepo {
  const newest = sqlite.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM event').pluck();
  const newestSeq = () => newest.get() ?? 0;

  const direction = ({ after }: EventQuery) => (after === undefined ? desc : asc)(event.seq);
  const wanted = (query: EventQuery) => and(...filters(query), beyond(query));

  function rows(where: SQL | undefined, query: EventQuery): StoredEvent[] {
    return orm
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
      .where(where)
      .orderBy(direction(query))
      .limit(query.limit + 1)
      .all()
      .map((row) => storedEvent.parse(row));
  }

  const list = (query: EventQuery) => rows(wanted(query), query);

  /** What stands in the log stays there, so a page that is read in steps is the same. */
  async function listInSteps(query: EventQuery): Promise<StoredEvent[]> {
    const found: StoredEvent[] = [];
    for (let { beyond } = query; ; ) {
      const wantedNow = Math.min(query.limit + 1 - found.length, READ_TOGETHER);
      const step = list({ ...query, beyond, limit: wantedNow - 1 });
      found.push(...step);
      if (step.length < wantedNow || found.length > query.limit) return found;
      beyond = step.at(-1)?.seq;
      await nextTurn();
    }
  }

  return {
    list,

    async find(query) {
      if (!isLookedFor(query)) return listInSteps(query);
      const seqs = await away.numbers(
        sql`SELECT ${event.seq} FROM ${event} WHERE ${wanted(query)} ORDER BY ${direction(query)} LIMIT ${query.limit + 1}`,
      );
      return rows(inArray(event.seq, seqs), query);
    },

    async count(query) {
      // Nothing leaves the log, so seqs have no gaps and counting all of it needs no reading.
      if (!query.entity && !query.entity_id && !query.q && !query.types)
        return Math.max(0, newestSeq() - (query.after ?? 0));
      const statement = sql`SELECT count(*) AS rows FROM ${event} WHERE ${and(...filters(query))}`;
      if (!isLookedFor(query)) return orm.get<{ rows: number }>(statement).rows;
      const [counted = 0] = await away.numbers(statement);
      return counted;
    },

    newestSeq,
  };

  /** True where no index leads to the few that are wanted, and there may be many to look through. */
  function isLookedFor({ entity, entity_id, types, q, after = 0 }: EventQuery): boolean {
    const filtered = types !== undefined || Boolean(q) || Boolean(entity) !== Boolean(entity_id);
    return filtered && newestSeq() - after > LOOKED_THROUGH;
  }

  function beyond(query: EventQuery): SQL | undefined {
    if (query.beyond === undefined) return undefined;
    return query.after === undefined ? lt(event.seq, query.beyond) : gt(event.seq, query.beyond);
  }

  function filters(query: EventQuery): (SQL | undefined)[] {
    const words = query.q;
    return [
      query.after === undefined ? undefined : gt(event.seq, query.after),
      query.until === undefined ? undefined : lte(event.seq, query.until),
      query.entity ? eq(event.entity, query.entity) : undefined,
      query.entity_id ? eq(event.entity_id, query.entity_id) : undefined,
      query.types ? inArray(event.type, [...query.types]) : undefined,
      words && REQUEST_ID.test(words) ? eq(event.correlation_id, words.toLowerCase()) : undefined,
      words && !REQUEST_ID.test(words)
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
