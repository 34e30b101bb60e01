import { z } from 'zod';
import { EventType } from '../../../../shared/events/catalogue.ts';
import { source } from '../../../../shared/schemas/sale.ts';

/** An entity as it stood in the log; older entries may lack newer fields. */
const snapshot = z.record(z.string(), z.unknown());
export type Snapshot = z.infer<typeof snapshot>;

const snapshotText = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(snapshot)
  .nullable();

/** A row of the event table, read. */
export const storedEvent = z.object({
  seq: z.number(),
  id: z.string(),
  type: z.enum(EventType),
  entity: z.string(),
  entity_id: z.string(),
  before: snapshotText,
  after: snapshotText,
  actor_name: z.string(),
  source,
  correlation_id: z.string(),
  occurred_at: z.number(),
});
export type StoredEvent = z.infer<typeof storedEvent>;
