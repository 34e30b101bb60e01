import type { z } from 'zod';
import type {
  deliveryKind,
  deliveryState,
  WebhookStatus,
} from '../../../../shared/schemas/webhook.ts';

/** A receiver as stored. Times in UTC ms. */
export interface WebhookEntity {
  id: number;
  name: string;
  url: string;
  /** Empty for every event. */
  event_types: readonly string[];
  allow_private: boolean;
  status: WebhookStatus;
  status_reason: string | null;
  secret: string;
  /** Signs too until `old_secret_until`. */
  old_secret: string | null;
  old_secret_until: number | null;
  /** Everything up to this event is delivered or was not asked for. */
  last_seq: number;
  /** Attempts in a row that failed, for the event that is next. */
  failed_attempts: number;
  failing_since: number | null;
  next_attempt_at: number | null;
  created_at: number;
  updated_at: number;
  /** Grows with each change by a person or tool, and when it is disabled; not with deliveries. */
  version: number;
}

/** How far a receiver is. */
export type WebhookPlace = Pick<
  WebhookEntity,
  'last_seq' | 'failed_attempts' | 'failing_since' | 'next_attempt_at'
>;

/** One message to one receiver, as stored. */
export interface DeliveryEntity {
  id: number;
  webhook_id: number;
  kind: z.infer<typeof deliveryKind>;
  message_id: string;
  event_seq: number | null;
  event_type: string;
  state: z.infer<typeof deliveryState>;
  attempt_count: number;
  first_attempt_at: number;
  last_attempt_at: number;
}

/** What came of one try. */
export interface Attempt {
  /** UTC ms. */
  at: number;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  /** null when nothing was sent. */
  duration_ms: number | null;
  /** In words; null when the message was taken. */
  error: string | null;
  /** The start of a refusing answer. */
  response: string | null;
}
