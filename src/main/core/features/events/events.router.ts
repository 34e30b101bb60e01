import { withEventMeta } from '@orpc/server';
import { EventType } from '../../../../shared/events/catalogue.ts';
import type { EventEntry } from '../../../../shared/schemas/event.ts';
import { invalid } from '../../errors.ts';
import type { RouterBase } from '../../router-base.ts';
import { readCursor, toPage } from '../paging.ts';
import type { SettingsService } from '../settings/index.ts';
import type { EventStream } from './event-stream.ts';
import { presentEvent } from './event-view.ts';
import type { EventsRepo } from './events.repo.ts';
import type { LiveFeed } from './live-feed.ts';
import type { StoredEvent } from './stored-event.ts';

/** Calls of events.contract.ts. */
export function eventsRouter(
  os: RouterBase,
  repo: EventsRepo,
  stream: EventStream,
  live: LiveFeed,
  settings: SettingsService,
) {
  const present = (event: StoredEvent): EventEntry => presentEvent(event, settings.money());
  /** Readers at the same place are given the same event: it is put into words once for all of them. */
  const messages = new WeakMap<StoredEvent, EventEntry>();

  function messageOf(event: StoredEvent): EventEntry {
    const known = messages.get(event);
    if (known) return known;
    const message = withEventMeta(present(event), { id: String(event.seq) });
    messages.set(event, message);
    return message;
  }

  async function* entries(events: AsyncIterable<StoredEvent>) {
    for await (const event of events) yield messageOf(event);
  }

  /** @throws UserError for a place that this log has not reached: whoever waits there misses what comes */
  function checkPlace(field: string, after: number | undefined): void {
    const newest = repo.newestSeq();
    if (after !== undefined && after > newest)
      throw invalid(
        field,
        `The newest event has the seq ${newest}, so ${after} is a place in the log of another shop or of a later copy of this one. Read anew from 0, or go on from ${newest}.`,
      );
  }

  return {
    list: os.events.list.handler(async ({ input }) => {
      const { cursor, types, q, ...rest } = input;
      checkPlace('after', input.after);
      const query = { ...rest, types: readTypes(types), q: q?.trim() || undefined };
      const position = readCursor(cursor);
      const [events, count] = await Promise.all([
        repo.find({ ...query, beyond: position?.[1] }),
        repo.count(query),
      ]);
      return toPage('/events', input, events, count, present, (event) => [event.seq, event.seq]);
    }),
    stream: os.events.stream.handler(({ input, lastEventId, signal }) => {
      const after = lastEventId === undefined ? input.after : readSeq(lastEventId);
      checkPlace(after === input.after ? 'after' : 'Last-Event-ID', after);
      const events = stream.follow({ after, types: readTypes(input.types) }, signal);
      return entries(events);
    }),
    live: os.events.live.handler(({ signal }) => live.follow(signal)),
  };
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(Object.values(EventType));

/** @throws UserError for a type that no event has */
function readTypes(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const types = text.split(',').map((type) => type.trim());
  const unknown = types.find((type) => !KNOWN_TYPES.has(type));
  if (unknown === undefined) return types;
  throw invalid(
    'types',
    `There is no event type "${unknown}". The types are ${[...KNOWN_TYPES].join(', ')}.`,
  );
}

/** @throws UserError for an id that no event has */
function readSeq(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw invalid('Last-Event-ID', 'The Last-Event-ID is the id of a message of this stream.');
}
