import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../../shared/lib/business-day.ts';
import { defaultSpan, presets, type ShopDays, spanOf } from './period.ts';

const shop: ShopDays = {
  today: '2026-07-18', // a Saturday
  firstWeekday: 1,
  firstDate: '2025-01-03',
  lastDate: '2026-07-17',
};

describe('a preset', () => {
  it('means what the owner would say', () => {
    expect(spanOf('today', shop)).toEqual({ start: '2026-07-18', end: '2026-07-18' });
    expect(spanOf('yesterday', shop)).toEqual({ start: '2026-07-17', end: '2026-07-17' });
    expect(spanOf('last_7_days', shop)).toEqual({ start: '2026-07-12', end: '2026-07-18' });
    expect(spanOf('this_month', shop)).toEqual({ start: '2026-07-01', end: '2026-07-18' });
    expect(spanOf('last_month', shop)).toEqual({ start: '2026-06-01', end: '2026-06-30' });
    expect(spanOf('this_year', shop)).toEqual({ start: '2026-01-01', end: '2026-07-18' });
    expect(spanOf('last_12_months', shop)).toEqual({ start: '2025-07-19', end: '2026-07-18' });
    expect(spanOf('all_time', shop)).toEqual({ start: '2025-01-03', end: '2026-07-18' });
  });

  it('begins the week on the first weekday of the shop', () => {
    expect(spanOf('this_week', shop).start).toBe('2026-07-13');
    expect(spanOf('this_week', { ...shop, firstWeekday: 7 }).start).toBe('2026-07-12');
    expect(spanOf('this_week', { ...shop, firstWeekday: 6 }).start).toBe('2026-07-18');
  });

  it('survives leap days and turns of the year', () => {
    expect(spanOf('last_12_months', { ...shop, today: '2024-02-29' }).start).toBe('2023-03-01');
    expect(spanOf('last_12_months', { ...shop, today: '2025-02-28' }).start).toBe('2024-02-29');
    expect(spanOf('last_month', { ...shop, today: '2024-03-31' })).toEqual({
      start: '2024-02-01',
      end: '2024-02-29',
    });
    expect(spanOf('last_month', { ...shop, today: '2026-01-01' }).start).toBe('2025-12-01');
  });

  it('never ends before it starts, and no preset but all time lies in the future', () => {
    const date = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('1970-01-01', days));
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 7 }), (today, firstWeekday) => {
        for (const preset of presets) {
          const { start, end } = spanOf(preset, { ...shop, today, firstWeekday });
          expect(end >= start).toBe(true);
          if (preset !== 'all_time') expect(end <= today).toBe(true);
          if (preset === 'this_week') expect(daysBetween(start, end)).toBeLessThanOrEqual(7);
          if (preset === 'last_12_months') expect([365, 366]).toContain(daysBetween(start, end));
        }
      }),
    );
  });

  it('all time ends with the data of a shop that stopped long ago', () => {
    const past = { ...shop, firstDate: '2010-12-01', lastDate: '2011-12-09' };
    expect(spanOf('all_time', past)).toEqual({ start: '2010-12-01', end: '2011-12-09' });
    expect(spanOf('all_time', { ...shop, firstDate: null, lastDate: null })).toEqual({
      start: '2026-07-18',
      end: '2026-07-18',
    });
  });
});

describe('the period when nothing was chosen', () => {
  it('is the last 30 days', () => {
    const empty = { ...shop, firstDate: null, lastDate: null };
    const usual = { start: '2026-06-19', end: '2026-07-18', inThePast: false };
    expect(defaultSpan(shop)).toEqual(usual);
    expect(defaultSpan(empty)).toEqual(usual);
    expect(defaultSpan({ ...shop, lastDate: '2026-06-19' })).toEqual(usual);
  });

  it('is the last 30 days with sales when all data is older', () => {
    expect(defaultSpan({ ...shop, lastDate: '2026-06-18' })).toEqual({
      start: '2026-05-20',
      end: '2026-06-18',
      inThePast: true,
    });
  });
});
