import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/lib/business-day.ts';
import {
  comparedSpan,
  datesOf,
  firstDay,
  lastDay,
  monthSpans,
  monthsBetween,
  partsOf,
  resolveSpan,
  spanDays,
} from './period.ts';

const TODAY = '2026-05-05';

const span = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1500 }))
  .map(([from, days]) => {
    const start = addDays('1970-01-01', from);
    return { start, end: addDays(start, days) };
  });

describe('the span that is meant', () => {
  test.each([
    [{}, '2026-04-06', '2026-05-05'],
    [{ days: 7 }, '2026-04-29', '2026-05-05'],
    [{ start_date: '2026-01-01', end_date: '2026-02-01' }, '2026-01-01', '2026-02-01'],
    [{ start_date: '2026-01-01', end_date: '2026-02-01', days: 3 }, '2026-01-01', '2026-02-01'],
    [{ start_date: '2026-05-01' }, '2026-05-01', '2026-05-05'],
    [{ start_date: '2026-05-01', days: 10 }, '2026-05-01', '2026-05-10'],
    [{ end_date: '2026-03-10', days: 10 }, '2026-03-01', '2026-03-10'],
    [{ start_date: '2026-06-01' }, '2026-06-01', '2026-06-01'],
  ])('%j', (input, start, end) => {
    expect(resolveSpan(input, TODAY, 30)).toEqual({ start, end });
  });
});

describe('the span to compare with', () => {
  test('a finished period is compared with as many days just before it', () => {
    expect(
      comparedSpan({ start: '2026-04-01', end: '2026-04-30' }, 'previous_period', TODAY),
    ).toEqual({ start: '2026-03-02', end: '2026-03-31', cutAtNow: false });
  });

  test('a running period is compared for the part that has elapsed', () => {
    expect(
      comparedSpan({ start: '2026-05-01', end: '2026-05-31' }, 'previous_period', TODAY),
    ).toEqual({ start: '2026-04-26', end: '2026-04-30', cutAtNow: true });
    expect(
      comparedSpan({ start: '2026-05-01', end: '2026-05-31' }, 'previous_year', TODAY),
    ).toEqual({ start: '2025-05-01', end: '2025-05-05', cutAtNow: true });
  });

  test('29 February is compared with 28 February', () => {
    expect(
      comparedSpan({ start: '2024-02-29', end: '2024-02-29' }, 'previous_year', TODAY),
    ).toEqual({ start: '2023-02-28', end: '2023-02-28', cutAtNow: false });
  });

  test('both spans are equally long and touch', () => {
    fc.assert(
      fc.property(span, (period) => {
        const today = addDays(period.start, -1);
        const compared = comparedSpan(period, 'previous_period', today);
        expect(compared && spanDays(compared)).toBe(spanDays(period));
        expect(compared && addDays(compared.end, 1)).toBe(period.start);
      }),
    );
  });
});

describe('whole months and the days around them', () => {
  test('cover every date once', () => {
    fc.assert(
      fc.property(span, (period) => {
        const { days, months } = partsOf(period);
        const whole = months ? monthsBetween(months.first, months.last) : [];
        const dates = [
          ...days.flatMap(datesOf),
          ...whole.flatMap((month) => datesOf({ start: firstDay(month), end: lastDay(month) })),
        ].sort();
        expect(dates).toEqual(datesOf(period));
      }),
      { numRuns: 200 },
    );
  });

  test('no part of days holds a whole month', () => {
    fc.assert(
      fc.property(span, (period) => {
        for (const part of partsOf(period).days) {
          expect(
            monthSpans(part).every(
              ({ start, end }) =>
                start !== firstDay(start.slice(0, 7)) || end !== lastDay(end.slice(0, 7)),
            ),
          ).toBe(true);
        }
      }),
    );
  });

  test('the spans of months join up to the whole', () => {
    fc.assert(
      fc.property(span, (period) => {
        expect(monthSpans(period).flatMap(datesOf)).toEqual(datesOf(period));
      }),
      { numRuns: 200 },
    );
  });
});
