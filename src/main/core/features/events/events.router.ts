import type { EventEntry } from '../../../../shared/schemas/event.ts';
import type { RouterBase } from '../../router-base.ts';
import { readCursor, toPage } from '../paging.ts';
import type { SettingsService } from '../settings/index.ts';
import { eventWords } from './event-words.ts';
import type { EventsRepo } from './events.repo.ts';
import type { LiveFeed } from './live-feed.ts';
import type { StoredEvent } from './stored-event.ts';

/** Calls of events.contract.ts. */
export function eventsRouter(
  os: RouterBase,
  repo: EventsRepo,
  live: LiveFeed,
  settings: SettingsService,
) {
  const present = (event: StoredEvent): EventEntry => ({
    seq: event.seq,
    id: event.id,
    type: event.type,
    entity: event.entity,
    entity_id: event.entity_id,
    ...eventWords(event, settings.money()),
    actor: event.actor_name,
    source: event.source,
    correlation_id: event.correlation_id,
    occurred_at: new Date(event.occurred_at).toISOString(),
  });

  return {
    list: os.events.list.handler(({ input }) => {
      const { cursor, ...query } = input;
      const position = readCursor(cursor);
      return toPage(
        '/events',
        input,
        repo.list({ ...query, beyond: position?.[1] }),
        repo.count(query),
        present,
        (event) => [event.seq, event.seq],
      );
    }),
    live: os.events.live.handler(({ signal }) => live.follow(signal)),
  };
}
