import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeText } from './change-format.ts';
import { dateFormat } from './date-format.ts';
import { moneyFormat } from './money-format.ts';
import { numberFormat } from './number-format.ts';

describe('money', () => {
  it('has the decimals of its currency', () => {
    expect(moneyFormat('GBP', 'en-GB').exact(1234.5)).toBe('£1,234.50');
    expect(moneyFormat('JPY', 'en-GB').exact(1234)).toBe('JP¥1,234');
    expect(moneyFormat('BHD', 'en-GB').digits).toBe(3);
    expect(moneyFormat('GBP', 'en-GB').symbol).toBe('£');
  });

  it('is short on an axis', () => {
    expect(moneyFormat('GBP', 'en-GB').compact(1_461_756.25)).toBe('£1.5M');
    expect(moneyFormat('GBP', 'en-GB').compact(800)).toBe('£800');
  });

  it('never shows a minus before nothing', () => {
    expect(moneyFormat('EUR', 'en-GB').exact(-0)).toBe('€0.00');
    expect(moneyFormat('EUR', 'en-GB').exact(-0.001)).toBe('€0.00');
    expect(moneyFormat('EUR', 'en-GB').exact(-5)).toBe('-€5.00');
  });

  it('reads back as the amount it shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (minor) => {
        const shown = moneyFormat('USD', 'en-US').exact(minor / 100);
        expect(Math.round(Number(shown.replace(/[$,]/g, '')) * 100)).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });
});

describe('numbers', () => {
  it('shows sizes of files with their unit apart', () => {
    const { bytes } = numberFormat('en-GB');
    const sizes = [0, 139, 999, 1000, 130_528, 2_258_216, 2_000_000_000, 5e15];
    expect(sizes.map((size) => bytes(size).replace('\u00a0', ' '))).toEqual([
      '0 B',
      '139 B',
      '999 B',
      '1 kB',
      '130.5 kB',
      '2.3 MB',
      '2 GB',
      '5,000 TB',
    ]);
    expect(numberFormat('de-DE').bytes(2_258_216)).toBe('2,3\u00a0MB');
  });

  it('shows ratios as per cent', () => {
    const { percent, quantity, count } = numberFormat('en-GB');
    expect(percent(0.2534)).toBe('25.3%');
    expect(percent(1)).toBe('100%');
    expect(quantity(1.25)).toBe('1.25');
    expect(count(25_900)).toBe('25,900');
  });
});

describe('dates', () => {
  const date = dateFormat('Europe/London', 'en-GB');

  it('keeps the business date whatever the zone of the computer', () => {
    expect(date.day('2026-07-01')).toBe('1 Jul 2026');
    expect(date.weekday('2011-12-09')).toBe('Fri, 9 Dec 2011');
    expect(date.month('2011-12-01')).toBe('December 2011');
  });

  it('shortens a span, and a span of one day is a day', () => {
    expect(date.span('2026-07-18', '2026-07-18')).toBe('18 Jul 2026');
    expect(date.span('2010-12-01', '2011-12-09')).toMatch(/^1 Dec 2010.–.9 Dec 2011$/);
  });

  it('shows instants on the clock of the shop', () => {
    expect(date.dateTime('2011-07-01T11:50:00.000Z')).toBe('1 Jul 2011, 12:50');
    expect(date.dayOf('2011-07-01T23:30:00.000Z')).toBe('Sat, 2 Jul 2011');
  });
});

describe('a change', () => {
  it('tells good from bad by the figure', () => {
    expect(changeText(0.123, 'money', 'higher', 'en-GB')).toEqual({
      text: '+12.3%',
      direction: 'up',
      mood: 'good',
    });
    expect(changeText(0.02, 'ratio', 'lower', 'en-GB')).toEqual({
      text: '+2 pts',
      direction: 'up',
      mood: 'bad',
    });
    expect(changeText(-0.5, 'count', 'neither', 'en-GB').mood).toBe('neutral');
  });

  it('shows nothing up or down when it rounds to zero', () => {
    expect(changeText(0.0001, 'money', 'higher', 'en-GB')).toEqual({
      text: '0%',
      direction: 'same',
      mood: 'neutral',
    });
  });

  it('drops decimals that nobody reads in a large change', () => {
    expect(changeText(12.3456, 'money', 'higher', 'en-GB').text).toBe('+1,235%');
  });
});
