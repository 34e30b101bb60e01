import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateFormat } from './date-format.ts';
import { typedBirthday, typedDate } from './typed-date.ts';

const today = '2026-07-18';

describe('a typed date', () => {
  it('follows the order of the country', () => {
    expect(typedDate('3/4/2026', today, 'en-GB')).toBe('2026-04-03');
    expect(typedDate('3/4/2026', today, 'en-US')).toBe('2026-03-04');
    expect(typedDate('3.4.26', today, 'de-DE')).toBe('2026-04-03');
    expect(typedDate('2026-07-01', today, 'en-US')).toBe('2026-07-01');
  });

  it('knows words', () => {
    expect(typedDate(' Today ', today)).toBe('2026-07-18');
    expect(typedDate('yesterday', today)).toBe('2026-07-17');
    expect(typedDate('1 Jul 2026', today, 'en-GB')).toBe('2026-07-01');
    expect(typedDate('July 1', today, 'en-US')).toBe('2026-07-01');
  });

  it('without a year is the latest such day up to today', () => {
    expect(typedDate('17/7', today, 'en-GB')).toBe('2026-07-17');
    expect(typedDate('31/12', today, 'en-GB')).toBe('2025-12-31');
  });

  it('refuses days that do not exist', () => {
    expect(typedDate('29/2/2023', today, 'en-GB')).toBeNull();
    expect(typedDate('29/2/2024', today, 'en-GB')).toBe('2024-02-29');
    expect(typedDate('32/1/2026', today, 'en-GB')).toBeNull();
    expect(typedDate('soon', today, 'en-GB')).toBeNull();
    expect(typedDate('', today, 'en-GB')).toBeNull();
  });

  it('reads back every date as the window shows it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 36_000 }),
        fc.constantFrom('en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES'),
        (days, locale) => {
          const date = new Date(days * 86_400_000).toISOString().slice(0, 10);
          expect(typedDate(dateFormat('UTC', locale).day(date), today, locale)).toBe(date);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a typed birthday', () => {
  it('with a year of two digits is never in the future', () => {
    expect(typedBirthday('18/7/55', today, 'en-GB')).toBe('1955-07-18');
    expect(typedBirthday('18 Jul 90', today, 'en-GB')).toBe('1990-07-18');
    expect(typedBirthday('18/7/26', today, 'en-GB')).toBe('2026-07-18');
    expect(typedBirthday('19/7/26', today, 'en-GB')).toBe('1926-07-19');
  });

  it('is what it says with a whole year', () => {
    expect(typedBirthday('18/7/1938', today, 'en-GB')).toBe('1938-07-18');
    expect(typedBirthday('2090-07-18', today, 'en-GB')).toBe('2090-07-18');
    expect(typedBirthday('soon', today, 'en-GB')).toBeNull();
  });
});
