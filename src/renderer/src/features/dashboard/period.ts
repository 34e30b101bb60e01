/** Which business dates a choice of period means. */
import { addDays, daysBetween } from '../../../../shared/lib/business-day.ts';

export const presets = [
  'today',
  'yesterday',
  'last_7_days',
  'last_30_days',
  'this_week',
  'this_month',
  'last_month',
  'this_year',
  'last_12_months',
  'all_time',
] as const;
export type Preset = (typeof presets)[number];

export const presetLabels: Readonly<Record<Preset, string>> = {
  today: 'Today',
  yesterday: 'Yesterday',
  last_7_days: 'Last 7 days',
  last_30_days: 'Last 30 days',
  this_week: 'This week',
  this_month: 'This month',
  last_month: 'Last month',
  this_year: 'This year',
  last_12_months: 'Last 12 months',
  all_time: 'All time',
};

/** Business dates, both ends included. */
export interface Span {
  start: string;
  end: string;
}

/** What a preset depends on: today in the shop, its first weekday (1 Monday – 7 Sunday), its data. */
export interface ShopDays {
  today: string;
  firstWeekday: number;
  firstDate: string | null;
  lastDate: string | null;
}

/** How long after the last sale "all time" still reaches up to today. */
const STILL_TRADING_DAYS = 60;

export function spanOf(preset: Preset, days: ShopDays): Span {
  const { today } = days;
  switch (preset) {
    case 'today':
      return { start: today, end: today };
    case 'yesterday':
      return { start: addDays(today, -1), end: addDays(today, -1) };
    case 'last_7_days':
      return { start: addDays(today, -6), end: today };
    case 'last_30_days':
      return { start: addDays(today, -29), end: today };
    case 'this_week':
      return {
        start: addDays(today, -((weekday(today) - days.firstWeekday + 7) % 7)),
        end: today,
      };
    case 'this_month':
      return { start: firstOfMonth(today), end: today };
    case 'last_month': {
      const end = addDays(firstOfMonth(today), -1);
      return { start: firstOfMonth(end), end };
    }
    case 'this_year':
      return { start: `${today.slice(0, 4)}-01-01`, end: today };
    case 'last_12_months':
      return { start: dayAfterAYearAgo(today), end: today };
    case 'all_time':
      return allTime(days);
  }
}

/**
 * What to show when the owner chose nothing: the last 30 days, or, when the shop's data lies wholly
 * before them, the last 30 days with sales.
 */
export function defaultSpan(days: ShopDays): Span & { inThePast: boolean } {
  const usual = spanOf('last_30_days', days);
  if (days.lastDate === null || days.lastDate >= usual.start) return { ...usual, inThePast: false };
  return { start: addDays(days.lastDate, -29), end: days.lastDate, inThePast: true };
}

function allTime({ today, firstDate, lastDate }: ShopDays): Span {
  if (firstDate === null || lastDate === null) return { start: today, end: today };
  const trading = lastDate >= addDays(today, -STILL_TRADING_DAYS);
  const end = trading && lastDate < today ? today : lastDate;
  return { start: firstDate, end };
}

/** 1 Monday – 7 Sunday. 1970-01-05 was a Monday. */
function weekday(date: string): number {
  const sinceMonday = daysBetween('1970-01-05', date) - 1;
  return (((sinceMonday % 7) + 7) % 7) + 1;
}

function firstOfMonth(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

/** Twelve months up to and with `date`: from 19 July last year to 18 July. */
function dayAfterAYearAgo(date: string): string {
  const year = Number(date.slice(0, 4)) - 1;
  const sameDay = `${year}${date.slice(4)}`;
  // 29 February has no counterpart a year ago: the twelve months begin on 1 March.
  return date.endsWith('-02-29') ? `${year}-03-01` : addDays(sameDay, 1);
}
