import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { time_zone: 'Europe/Berlin', day_end_hour: 4 } });
});
afterEach(() => shop.close());

it('a token counts to the end of its last business day, which for a bar comes after midnight', async () => {
  const { token } = await shop.client.tokens.create({
    name: 'Till',
    scopes: ['write'],
    expires_on: '2026-05-05',
  });
  const opens = (at: string) =>
    shop.core.services.tokens.authenticate(token, Date.parse(at)) !== undefined;
  expect(opens('2026-05-06T03:59:59+02:00')).toBe(true);
  expect(opens('2026-05-06T04:00:00+02:00')).toBe(false);
});
