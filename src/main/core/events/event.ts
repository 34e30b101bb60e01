import type { EventType } from '../../../shared/events/catalogue.ts';
import type { Context } from '../context.ts';

/** What a write announces. `before` and `after` are the stored entity, money in minor units. */
export interface NewEvent<Entity = unknown> {
  type: EventType;
  entity: string;
  entityId: string | number;
  before: Entity | null;
  after: Entity | null;
}

/** An event as delivered: it has its place in the log. */
export interface CommittedEvent<Entity = unknown> extends NewEvent<Entity> {
  seq: number;
  id: string;
  ctx: Context;
}
