import { z } from 'zod';
import { EventType } from '../events/catalogue.ts';
import { nearestName } from '../lib/nearest-name.ts';
import { instant, nameText, rowId } from './primitives.ts';

/**
 * active: events are sent. paused: the owner stopped it; events wait in the log. disabled: the
 * receiver failed for three days, or said that it is gone; events wait in the log.
 */
const webhookStatus = z.enum(['active', 'paused', 'disabled']);
export type WebhookStatus = z.infer<typeof webhookStatus>;

export const webhook = z.object({
  id: rowId,
  name: z.string(),
  url: z.string(),
  event_types: z.array(z.string()).describe('Only these are sent; empty for every event.'),
  allow_private: z
    .boolean()
    .describe('The owner allows addresses of this computer and of the own network.'),
  status: webhookStatus,
  status_reason: z.string().nullable().describe('Why it is disabled, in words.'),
  secret_hint: z.string().describe('The last four characters of the secret.'),
  old_secret_until: instant
    .nullable()
    .describe('Until then the secret before the last change signs too.'),
  last_seq: z.number().int().describe('Everything up to this event is delivered or not asked for.'),
  waiting: z.number().int().describe('Events in the log after last_seq, of any type.'),
  failed_attempts: z.number().int().describe('Attempts in a row for the event that is next.'),
  failing_since: instant.nullable(),
  next_attempt_at: instant.nullable().describe('Of the event that could not be delivered yet.'),
  created_at: instant,
  updated_at: instant,
  version: z.number().int(),
});
export type Webhook = z.infer<typeof webhook>;

const url = z
  .string({ error: 'The address must be text.' })
  .trim()
  .min(1, { error: 'The address is missing.' })
  .max(2000, { error: 'The address is longer than 2000 characters.' });
const eventTypes = z
  .array(z.enum(EventType, { error: ({ input }) => noSuchType(input) }))
  .max(100, { error: 'At most 100 event types.' });
const allowPrivate = z.boolean({ error: 'allow_private is true or false.' });
const active = z.boolean({ error: 'active is true or false.' });

function noSuchType(input: unknown): string {
  if (typeof input !== 'string') return 'An event type is text, such as "sale.created".';
  const meant = nearestName(input, Object.values(EventType));
  const advice = meant ? `Did you mean "${meant}"?` : 'The description of this call lists them.';
  return `There is no event type "${input.slice(0, 60)}". ${advice}`;
}

export const webhookInput = z.object({
  name: nameText('The name', 100),
  url: url.describe('https; plain http only to a private address that the owner allowed.'),
  event_types: eventTypes.default([]).describe('Only these are sent; empty for every event.'),
  allow_private: allowPrivate
    .default(false)
    .describe('Only the owner can set this, in the window of Tillwise.'),
  active: active.default(true),
});
export type WebhookInput = z.infer<typeof webhookInput>;

/** What is not given stays. `active: true` also starts a disabled one again, where it stopped. */
export const webhookPatch = z.object({
  name: nameText('The name', 100).optional(),
  url: url.optional(),
  event_types: eventTypes.optional(),
  allow_private: allowPrivate.optional(),
  active: active.optional(),
});
export type WebhookPatch = z.infer<typeof webhookPatch>;

/** event: in its turn. replay: one message again, on demand. test: a message that means nothing. */
export const deliveryKind = z.enum(['event', 'replay', 'test']);
/** failed: given up, or made out of turn and not delivered. */
export const deliveryState = z.enum(['delivered', 'retrying', 'failed']);

const webhookAttempt = z.object({
  at: instant,
  status: z.number().int().nullable().describe('HTTP status; null when there was no answer.'),
  duration_ms: z.number().int().nullable().describe('null when nothing was sent.'),
  error: z.string().nullable().describe('What went wrong, in words; null when delivered.'),
  response: z.string().nullable().describe('The start of a refusing answer, at most 1 kB.'),
});
export type WebhookAttempt = z.infer<typeof webhookAttempt>;

/** One message to one receiver, with its attempts. */
export const webhookDelivery = z.object({
  id: rowId,
  kind: deliveryKind,
  message_id: z
    .string()
    .describe('The webhook-id header: the same whenever this message is sent again.'),
  event_seq: z.number().int().nullable().describe('null for a test.'),
  event_type: z.string(),
  state: deliveryState,
  attempt_count: z.number().int(),
  attempts: z.array(webhookAttempt).describe('Newest first, at most 10.'),
  first_attempt_at: instant,
  last_attempt_at: instant,
  next_attempt_at: instant.nullable().describe('While it is retried.'),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;
