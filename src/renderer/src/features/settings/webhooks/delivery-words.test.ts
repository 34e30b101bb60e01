import { describe, expect, it } from 'vitest';
import type { WebhookAttempt, WebhookDelivery } from '../../../../../shared/schemas/webhook.ts';
import { attemptWords, testOutcome } from './delivery-words.ts';

const attempt: WebhookAttempt = {
  at: '2026-07-18T10:00:00.000Z',
  status: 200,
  duration_ms: 34,
  error: null,
  response: null,
};
const delivery: WebhookDelivery = {
  id: 1,
  kind: 'test',
  message_id: 'msg_1',
  event_seq: null,
  event_type: 'webhook.test',
  state: 'delivered',
  attempt_count: 1,
  attempts: [attempt],
  first_attempt_at: attempt.at,
  last_attempt_at: attempt.at,
  next_attempt_at: null,
};

describe('a delivery in words', () => {
  it('says what was answered and how soon', () => {
    expect(attemptWords(attempt)).toBe('200 in 34 ms');
    expect(attemptWords({ ...attempt, status: 500, error: 'The receiver failed.' })).toBe(
      '500 in 34 ms: The receiver failed.',
    );
  });

  it('says why nothing was answered', () => {
    const unreached = { ...attempt, status: null, duration_ms: null };
    expect(attemptWords({ ...unreached, error: 'Nobody listens there.' })).toBe(
      'Nobody listens there.',
    );
    expect(attemptWords(unreached)).toBe('No answer');
  });

  it('tells the outcome of a test by its newest attempt', () => {
    expect(testOutcome(delivery)).toEqual({
      delivered: true,
      words: 'took the test: 200 in 34 ms.',
    });
    const refused = { ...attempt, status: 404, error: 'It is not there.' };
    expect(testOutcome({ ...delivery, state: 'failed', attempts: [refused, attempt] })).toEqual({
      delivered: false,
      words: '404 in 34 ms: It is not there.',
    });
  });
});
