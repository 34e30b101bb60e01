import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { eventEntry } from '../schemas/event.ts';
import { importBatch } from '../schemas/import.ts';
import { pairingRequest } from '../schemas/pairing.ts';
import { pageFields, pageOf } from '../schemas/primitives.ts';
import { read, windowOnly } from './base.ts';

const tags = ['Events'];

/** What an open window hears. `changed` names what to fetch again. */
const liveMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), seq: z.number().int() }),
  z.object({
    kind: z.literal('changed'),
    seq: z.number().int(),
    types: z.array(z.string()).describe('Event types since the last message.'),
    entities: z.array(z.string()).describe('Such as sale, customer, setting.'),
  }),
  z.object({ kind: z.literal('import'), batch: importBatch }),
  z.object({
    kind: z.literal('pairing'),
    requests: z.array(pairingRequest).describe('All that wait for the owner now, oldest first.'),
  }),
  z.object({
    kind: z.literal('notice'),
    level: z.enum(['info', 'warning']),
    text: z.string().describe('For the owner, in words.'),
  }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;

const types = z
  .string()
  .max(2000)
  .optional()
  .describe('Only these types, separated by commas, such as sale.created,sale.updated.');

export const eventsContract = {
  list: read
    .route({
      method: 'GET',
      path: '/events',
      tags,
      summary: 'The event log: oldest first after a seq, or newest first',
      outputStructure: 'detailed',
    })
    .input(
      z.object({
        limit: pageFields.limit,
        cursor: pageFields.cursor,
        after: z
          .number()
          .int()
          .min(0)
          .optional()
          .describe('Only events with a larger seq, oldest first.'),
        types,
        entity: z.string().max(50).optional(),
        entity_id: z.string().max(100).optional(),
        q: z.string().max(200).optional(),
      }),
    )
    .output(pageOf(eventEntry)),
  stream: read
    .route({
      method: 'GET',
      path: '/events/stream',
      tags,
      summary: 'The event log as server-sent events: what happened since, then what happens',
      description:
        'Each message has the seq as its id and the event as its data. Connect again with Last-Event-ID (or after) and nothing is missed; without them it begins now. A comment comes every 15 seconds when there is nothing to tell.',
    })
    .input(
      z.object({
        after: z
          .number({ error: 'after must be a whole number.' })
          .int({ error: 'after must be a whole number.' })
          .min(0, { error: 'after must not be below 0.' })
          .optional()
          .describe('Begin after this seq; the header Last-Event-ID says the same and wins.'),
        types,
      }),
    )
    .output(eventIterator(eventEntry)),
  live: windowOnly.output(eventIterator(liveMessage)),
};
