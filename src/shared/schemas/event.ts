import { z } from 'zod';
import { instant } from './primitives.ts';
import { source } from './sale.ts';

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
  correlation_id: z.string(),
  occurred_at: instant,
});
export type EventEntry = z.infer<typeof eventEntry>;
