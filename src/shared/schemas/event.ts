import { z } from 'zod';
import { instant } from './primitives.ts';
import { source } from './sale.ts';

const record = z.record(z.string(), z.unknown());

/** One entry of the event log, as the activity trail and tools see it. */
export const eventEntry = z.object({
  seq: z.number().int().describe('Grows by at least one; the cursor of the stream.'),
  id: z.string().describe('ULID.'),
  type: z.string(),
  entity: z.string(),
  entity_id: z.string(),
  summary: z.string().describe('What happened, in words.'),
  changes: z
    .array(
      z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    )
    .describe('Fields that an update changed, for people.'),
  actor: z.string().describe('The owner, the name of a token, or the name of an import.'),
  source,
  correlation_id: z.string().describe('The id of the request that did it: X-Request-Id.'),
  occurred_at: instant,
  data: z
    .object({
      before: record.nullable().describe('Null for what is new.'),
      after: record.nullable().describe('Null for what was deleted.'),
    })
    .describe('The record as the API shows it, money in major units.'),
});
export type EventEntry = z.infer<typeof eventEntry>;
