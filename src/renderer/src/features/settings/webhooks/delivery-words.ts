/** Deliveries in the owner's words. */
import type { WebhookAttempt, WebhookDelivery } from '../../../../../shared/schemas/webhook.ts';

/** As in "200 in 34 ms", "No answer: the address is not known", "500 in 8 ms". */
export function attemptWords({ status, duration_ms, error }: WebhookAttempt): string {
  const time = duration_ms === null ? '' : ` in ${duration_ms} ms`;
  if (status === null) return error ?? 'No answer';
  return `${status}${time}${error === null ? '' : `: ${error}`}`;
}

/** What came of a test, after the receiver's name. */
export function testOutcome({ state, attempts }: WebhookDelivery): {
  delivered: boolean;
  words: string;
} {
  const [newest] = attempts;
  const words = newest ? attemptWords(newest) : 'Nothing was sent.';
  return state === 'delivered'
    ? { delivered: true, words: `took the test: ${words}.` }
    : { delivered: false, words };
}
