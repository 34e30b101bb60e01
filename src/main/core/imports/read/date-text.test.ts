import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSoldAt } from '../../features/sold-at.ts';
import { CellProblem } from './cell.ts';
import { type DateOrder, readDate } from './date-text.ts';
import { createShopClock } from './shop-clock.ts';

function read(text: string, order: DateOrder): string {
  const written = readDate(text, order);
  if (written instanceof CellProblem) return written.reason;
  const time =
    written.time === null ? '' : ` ${new Date(written.time).toISOString().slice(11, 19)}`;
  return `${written.date}${time}`;
}

describe('dates as tills write them', () => {
  test.each([
    ['2026-07-18', 'ymd', '2026-07-18'],
    ['2026/7/8', 'dmy', '2026-07-08'],
    ['20260718', 'mdy', '2026-07-18'],
    ['18.07.2026', 'dmy', '2026-07-18'],
    ['7/18/26', 'mdy', '2026-07-18'],
    ['12/27/2018', 'mdy', '2018-12-27'],
    ['01/10/2026 23:50', 'dmy', '2026-10-01 23:50:00'],
    ['7/28/26 1:33 PM', 'mdy', '2026-07-28 13:33:00'],
    ['7/28/26 12:05 am', 'mdy', '2026-07-28 00:05:00'],
    ['16-Dec-2023 02:44 AM EST', 'ymd', '2023-12-16 02:44:00'],
    ['Dec 16, 2023', 'ymd', '2023-12-16'],
    ['2010-12-01 08:26:00', 'ymd', '2010-12-01 08:26:00'],
    ['29.02.2024', 'dmy', '2024-02-29'],
  ] as const)('%s as %s', (text, order, expected) => expect(read(text, order)).toBe(expected));

  test.each([
    ['29.02.2023', 'dmy', /does not exist/],
    ['13/13/2026', 'dmy', /does not exist/],
    ['2026-07-18 25:00', 'ymd', /time that does not exist/],
    ['01/02/2026', 'ymd', /Choose day\/month or month\/day/],
    ['1066-10-14', 'ymd', /before 1970/],
    ['9999-12-31 23:59:59', 'ymd', /thousands of years away/],
    ['soon', 'ymd', /is not a date/],
  ] as const)('%s as %s is refused', (text, order, reason) =>
    expect(read(text, order)).toMatch(reason),
  );
});

test('an imported time is placed as a typed one, also when clocks change', () => {
  const zones = [
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Havana',
    'UTC',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 12 }),
      // From 2 January 1970: the early hours before may belong to a business day that is refused.
      fc.integer({ min: 24 * 60, max: 20_000 * 24 * 60 }),
      (time_zone, day_end_hour, minutes) => {
        const wall = new Date(minutes * 60_000).toISOString().slice(0, 16);
        const written = readDate(wall, 'ymd');
        if (written instanceof CellProblem) throw new Error(written.reason);
        const placed = createShopClock(time_zone, day_end_hour).place(written);
        const typed = readSoldAt(wall, { time_zone, day_end_hour }, Number.MAX_SAFE_INTEGER);
        // A skipped hour has two readings of the hour on the wall; the instant decides.
        expect(placed).toEqual({
          soldAt: typed.sold_at,
          timeKnown: typed.time_known,
          businessDate: typed.business_date,
          hour: typed.hour,
        });
      },
    ),
    { numRuns: 1500 },
  );
});
