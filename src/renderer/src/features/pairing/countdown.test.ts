import { describe, expect, it } from 'vitest';
import { minutesText, secondsBetween } from './countdown.ts';

describe('the time that is left to answer', () => {
  const expires = '2026-07-18T10:05:00.000Z';

  it('counts begun seconds, so that it ends at 0 and not before', () => {
    expect(secondsBetween(Date.parse('2026-07-18T10:00:00.000Z'), expires)).toBe(300);
    expect(secondsBetween(Date.parse('2026-07-18T10:04:59.999Z'), expires)).toBe(1);
    expect(secondsBetween(Date.parse(expires), expires)).toBe(0);
  });

  it('never goes below nothing', () => {
    expect(secondsBetween(Date.parse('2026-07-18T11:00:00.000Z'), expires)).toBe(0);
  });

  it('is written as minutes and seconds', () => {
    expect(minutesText(300)).toBe('5:00');
    expect(minutesText(65)).toBe('1:05');
    expect(minutesText(9)).toBe('0:09');
  });
});
