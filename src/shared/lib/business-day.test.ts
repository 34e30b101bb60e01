import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  businessDateAt,
  daysBetween,
  instantOfWallTime,
  isKnownTimeZone,
  isRealDate,
  localParts,
  noonOf,
  yearBefore,
} from './business-day.ts';

const at = Date.parse;
const LONDON = { timeZone: 'Europe/London', dayEndHour: 0 };
const ZONES = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'America/St_Johns',
];

const zone = fc.constantFrom(...ZONES);
const dayEnd = fc.integer({ min: 0, max: 12 });
/** 1970 to 2099. */
const instant = fc.integer({ min: 0, max: at('2099-12-31T23:59:59Z') });
const date = instant.map((ms) => new Date(ms).toISOString().slice(0, 10));

describe('the business day', () => {
  it('is found for each calendar and each second, whatever was asked just before', () => {
    // Until 1972 Monrovia was 44 minutes and 30 seconds behind: its day turns inside a minute.
    const monrovia = { timeZone: 'Africa/Monrovia', dayEndHour: 0 };
    expect(localParts(at('1970-06-01T00:44:29Z'), monrovia)).toEqual({
      businessDate: '1970-05-31',
      hour: 23,
    });
    expect(localParts(at('1970-06-01T00:44:30Z'), monrovia)).toEqual({
      businessDate: '1970-06-01',
      hour: 0,
    });
    const moment = at('2026-05-05T01:30:10Z');
    expect(businessDateAt(moment, LONDON)).toBe('2026-05-05');
    expect(businessDateAt(moment + 1000, { ...LONDON, dayEndHour: 4 })).toBe('2026-05-04');
    expect(localParts(moment + 2000, { ...LONDON, timeZone: 'Asia/Kathmandu' }).hour).toBe(7);
    expect(localParts(moment + 60_000 * 30, LONDON)).toEqual({
      businessDate: '2026-05-05',
      hour: 3,
    });
  });

  it('turns at midnight on the wall, summer and winter', () => {
    expect(businessDateAt(at('2026-01-15T23:59:59.999Z'), LONDON)).toBe('2026-01-15');
    expect(businessDateAt(at('2026-01-16T00:00:00Z'), LONDON)).toBe('2026-01-16');
    expect(businessDateAt(at('2026-07-15T22:59:59.999Z'), LONDON)).toBe('2026-07-15');
    expect(businessDateAt(at('2026-07-15T23:00:00Z'), LONDON)).toBe('2026-07-16');
  });

  it('turns at the day end when the shop is open past midnight', () => {
    const bar = { timeZone: 'Europe/London', dayEndHour: 4 };
    expect(localParts(at('2026-07-19T02:59:00Z'), bar)).toEqual({
      businessDate: '2026-07-18',
      hour: 3,
    });
    expect(localParts(at('2026-07-19T03:00:00Z'), bar)).toEqual({
      businessDate: '2026-07-19',
      hour: 4,
    });
    expect(businessDateAt(at('2026-01-01T01:00:00Z'), bar)).toBe('2025-12-31');
    expect(businessDateAt(at('2024-03-01T01:00:00Z'), bar)).toBe('2024-02-29');
  });

  it('keeps its date through the hour that is repeated in autumn', () => {
    // London, 25 October 2026: 01:30 comes twice, at 00:30Z and 01:30Z.
    const bar = { timeZone: 'Europe/London', dayEndHour: 2 };
    expect(localParts(at('2026-10-25T00:30:00Z'), bar)).toEqual({
      businessDate: '2026-10-24',
      hour: 1,
    });
    expect(localParts(at('2026-10-25T01:30:00Z'), bar)).toEqual({
      businessDate: '2026-10-24',
      hour: 1,
    });
    expect(localParts(at('2026-10-25T02:00:00Z'), bar).businessDate).toBe('2026-10-25');
  });

  it('keeps its date through the hour that is skipped in spring', () => {
    // London, 29 March 2026: from 01:00 to 02:00 on the wall nothing happens.
    const bar = { timeZone: 'Europe/London', dayEndHour: 1 };
    expect(businessDateAt(at('2026-03-29T00:59:59Z'), bar)).toBe('2026-03-28');
    expect(localParts(at('2026-03-29T01:00:00Z'), bar)).toEqual({
      businessDate: '2026-03-29',
      hour: 2,
    });
  });

  it('knows zones that skip midnight, or a whole day', () => {
    // São Paulo, 4 November 2018: 00:00 became 01:00.
    const paulo = { timeZone: 'America/Sao_Paulo', dayEndHour: 0 };
    expect(localParts(at('2018-11-04T03:00:00Z'), paulo)).toEqual({
      businessDate: '2018-11-04',
      hour: 1,
    });
    // Apia left out 30 December 2011.
    const apia = { timeZone: 'Pacific/Apia', dayEndHour: 0 };
    expect(businessDateAt(at('2011-12-30T09:59:59Z'), apia)).toBe('2011-12-29');
    expect(businessDateAt(at('2011-12-30T10:00:00Z'), apia)).toBe('2011-12-31');
  });

  it('agrees with the calendar of the platform for every instant, zone and day end', () => {
    const formats = new Map(
      ZONES.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat('en-CA', {
          timeZone,
          year: 'numeric',
          month: '2-digit',
          day: '2-digit',
          hour: '2-digit',
          hourCycle: 'h23',
        }),
      ]),
    );
    fc.assert(
      fc.property(instant, zone, dayEnd, (ms, timeZone, dayEndHour) => {
        const parts = Object.fromEntries(
          (formats.get(timeZone)?.formatToParts(ms) ?? []).map((part) => [part.type, part.value]),
        );
        const local = `${parts.year}-${parts.month}-${parts.day}`;
        const hour = Number(parts.hour);
        expect(localParts(ms, { timeZone, dayEndHour })).toEqual({
          businessDate: hour < dayEndHour ? addDays(local, -1) : local,
          hour,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('never goes back while time goes on, but for a wall clock turned back', () => {
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: 1, max: 40 }), (ms, timeZone, hours) => {
        const calendar = { timeZone, dayEndHour: 4 };
        const before = businessDateAt(ms, calendar);
        const after = businessDateAt(ms + hours * 3_600_000 + 7_200_000, calendar);
        expect(after >= before).toBe(true);
      }),
    );
  });
});

describe('wall time', () => {
  it('that is skipped moves on, that is repeated is the first', () => {
    expect(instantOfWallTime('2026-03-29T01:30', 'Europe/London')).toBe(at('2026-03-29T01:30:00Z'));
    expect(instantOfWallTime('2026-10-25T01:30', 'Europe/London')).toBe(at('2026-10-25T00:30:00Z'));
    expect(instantOfWallTime('2026-07-18T12:59:30', 'America/New_York')).toBe(
      at('2026-07-18T16:59:30Z'),
    );
  });

  it('comes back as the same wall time where it exists', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 23 }), zone, (day, hour, timeZone) => {
        const wall = `${day}T${String(hour).padStart(2, '0')}:00`;
        const parts = localParts(instantOfWallTime(wall, timeZone), { timeZone, dayEndHour: 0 });
        const skipped = parts.hour !== hour || parts.businessDate !== day;
        // A clock jumps over an hour at most (Lord Howe: half of one), Apia over one day.
        if (skipped && !(timeZone === 'Pacific/Apia' && day === '2011-12-30'))
          expect([1, -23]).toContain(parts.hour - hour);
      }),
      { numRuns: 1000 },
    );
  });

  it('noon lies inside the business day for every day end', () => {
    fc.assert(
      fc.property(date, zone, dayEnd, (day, timeZone, dayEndHour) => {
        fc.pre(!(timeZone === 'Pacific/Apia' && day === '2011-12-30'));
        expect(businessDateAt(noonOf(day, timeZone), { timeZone, dayEndHour })).toBe(day);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('dates', () => {
  it.each(['2024-02-29', '2000-02-29', '1970-01-01', '9999-12-31', '2026-04-30'])(
    '%s exists',
    (day) => expect(isRealDate(day)).toBe(true),
  );

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '0000-01-01',
    '2026-1-1',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '',
  ])('%j does not', (day) => expect(isRealDate(day)).toBe(false));

  it('exist exactly when the platform reads them back', () => {
    const two = (value: number) => String(value).padStart(2, '0');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
          const read = new Date(`${text}T00:00:00Z`);
          const exists = !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) === text;
          expect(isRealDate(text)).toBe(exists);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('move and are counted by whole days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(3);
    expect(daysBetween('2026-05-05', '2026-05-05')).toBe(1);
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 40_000 }), (day, days) => {
        const later = addDays(day, days);
        expect(daysBetween(day, later)).toBe(days + 1);
        expect(addDays(later, -days)).toBe(day);
      }),
    );
  });

  it('a year before 29 February is 28 February', () => {
    expect(yearBefore('2024-02-29')).toBe('2023-02-28');
    expect(yearBefore('2025-02-28')).toBe('2024-02-28');
    expect(yearBefore('2026-05-05')).toBe('2025-05-05');
  });
});

describe('time zones', () => {
  it('are known by their IANA names', () => {
    expect(ZONES.filter((name) => !isKnownTimeZone(name))).toEqual([]);
    expect(['', 'Mars/Olympus', 'London', 'Europe/Londn'].filter(isKnownTimeZone)).toEqual([]);
  });
});
