/** An event as tools and the activity trail see it. */
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import type { EventEntry } from '../../../../shared/schemas/event.ts';
import { eventWords } from './event-words.ts';
import type { StoredEvent } from './stored-event.ts';
import { wireRecord } from './wire-record.ts';

/** @param money of the shop */
export function presentEvent(event: StoredEvent, money: MoneyCodec): EventEntry {
  return {
    seq: event.seq,
    id: event.id,
    type: event.type,
    entity: event.entity,
    entity_id: event.entity_id,
    ...eventWords(event, money),
    actor: event.actor_name,
    source: event.source,
    correlation_id: event.correlation_id,
    occurred_at: new Date(event.occurred_at).toISOString(),
    data: {
      before: wireRecord(event.entity, event.before, money),
      after: wireRecord(event.entity, event.after, money),
    },
  };
}
