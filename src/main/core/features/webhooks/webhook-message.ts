/** What a receiver gets: the body and the signed headers. */
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import { presentEvent, type StoredEvent } from '../events/index.ts';
import type { Message } from './send-message.ts';
import type { WebhookEntity } from './webhook.entity.ts';
import { signatures } from './webhook-secret.ts';

/** The type of a message that the owner sends to try a receiver. */
export const TEST_TYPE = 'webhook.test';

/** The same for an event however often it is sent, so that a receiver knows it again. */
export function messageIdOf(event: Pick<StoredEvent, 'id'>): string {
  return `msg_${event.id}`;
}

/** The body for an event: the record as the API shows it, before and after. */
export function eventBody(event: StoredEvent, money: MoneyCodec): string {
  const { type, occurred_at, data, ...about } = presentEvent(event, money);
  return JSON.stringify({ type, timestamp: occurred_at, data: { ...about, ...data } });
}

/** @param now UTC ms */
export function testBody(hook: WebhookEntity, now: number): string {
  return JSON.stringify({
    type: TEST_TYPE,
    timestamp: new Date(now).toISOString(),
    data: { webhook_id: hook.id, name: hook.name, message: 'This is a test message of Tillwise.' },
  });
}

/** @param now of this attempt, UTC ms */
export function signedMessage(
  hook: WebhookEntity,
  messageId: string,
  body: string,
  now: number,
): Message {
  const sentAt = Math.floor(now / 1000);
  const { secret, old_secret, old_secret_until } = hook;
  const secrets =
    old_secret !== null && old_secret_until !== null && now < old_secret_until
      ? [secret, old_secret]
      : [secret];
  return {
    url: hook.url,
    allowPrivate: hook.allow_private,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Tillwise',
      'webhook-id': messageId,
      'webhook-timestamp': String(sentAt),
      'webhook-signature': signatures(secrets, messageId, sentAt, body),
    },
  };
}
