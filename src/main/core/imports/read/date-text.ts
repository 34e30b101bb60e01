/** Dates and times as tills write them. The order of day and month is the file's, not the row's. */
import { EARLIEST_DATE, isRealDate } from '../../../../shared/lib/business-day.ts';
import { CellProblem, shown } from './cell.ts';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export interface WrittenDate {
  /** YYYY-MM-DD on the calendar. */
  date: string;
  /** Milliseconds since midnight on the wall; null when only the date is written. */
  time: number | null;
  /** Minutes east of UTC, when the text says so; null means the shop's own clock. */
  offset: number | null;
}

/** The day after it still has a year of four digits, in any zone. */
const LATEST_DATE = '9999-12-30';

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2}|[A-Z]{2,5})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ,]+${TIME})?$`);
const YEAR_LAST = new RegExp(
  String.raw`^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,]+${TIME})?$`,
);
const MONTH_NAMED = new RegExp(
  String.raw`^(\d{1,2})[-. ]+([A-Za-z]{3,9})[-., ]+(\d{4}|\d{2})(?:[T ,]+${TIME})?$`,
);
const NAME_FIRST = new RegExp(
  String.raw`^([A-Za-z]{3,9})[-. ]+(\d{1,2})[-., ]+(\d{4})(?:[T ,]+${TIME})?$`,
);
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const ONLY_TIME = new RegExp(`^${TIME}$`);
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What a text says about the order of day and month; undefined when it is not a date with digits. */
export function orderEvidence(text: string): DateOrder | 'either' | undefined {
  if (YEAR_FIRST.test(text) || COMPACT.test(text)) return 'ymd';
  const match = YEAR_LAST.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = Number(match[3]);
  if (first > 31 || second > 31 || (first > 12 && second > 12)) return undefined;
  if (first > 12) return 'dmy';
  if (second > 12) return 'mdy';
  return 'either';
}

/** True when the text is a date in some order. */
export function looksLikeDate(text: string): boolean {
  return orderEvidence(text) !== undefined || MONTH_NAMED.test(text) || NAME_FIRST.test(text);
}

/** @param text cleaned, not empty */
export function readDate(text: string, order: DateOrder): WrittenDate | CellProblem {
  let match = YEAR_FIRST.exec(text);
  if (match) return built(text, match[1], match[3], match[4], match, 5);
  match = YEAR_LAST.exec(text);
  if (match) {
    const year = fullYear(match[4] ?? '');
    if (order === 'dmy') return built(text, year, match[3], match[1], match, 5);
    if (order === 'mdy') return built(text, year, match[1], match[3], match, 5);
    return new CellProblem(
      `"${shown(text)}" does not start with the year. Choose day/month or month/day as the date order, or write it like 2026-07-18.`,
    );
  }
  match = MONTH_NAMED.exec(text);
  if (match) return built(text, fullYear(match[3] ?? ''), month(match[2]), match[1], match, 4);
  match = NAME_FIRST.exec(text);
  if (match) return built(text, match[3], month(match[1]), match[2], match, 4);
  match = COMPACT.exec(text);
  if (match) return built(text, match[1], match[2], match[3], match, 4);
  return new CellProblem(`"${shown(text)}" is not a date. Write it like 2026-07-18.`);
}

/** A time of its own, such as "13:08" or "1:08 PM", in ms since midnight. */
export function readTime(text: string): number | CellProblem {
  const match = ONLY_TIME.exec(text);
  return (
    (match && timeOf(match, 1)) ??
    new CellProblem(`"${shown(text)}" is not a time. Write it like 13:05.`)
  );
}

/** The date that was found to exist last: rows of a day follow one another. */
let realDate = '';

function built(
  text: string,
  year: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
  match: RegExpExecArray,
  timeFrom: number,
): WrittenDate | CellProblem {
  const date = `${year}-${(monthText ?? '').padStart(2, '0')}-${(dayText ?? '').padStart(2, '0')}`;
  if (date !== realDate && !isRealDate(date))
    return new CellProblem(
      `"${shown(text)}" is a date that does not exist. Check the day and month.`,
    );
  realDate = date;
  if (date < EARLIEST_DATE)
    return new CellProblem(`"${shown(text)}" is before 1970. Check the year.`);
  if (date > LATEST_DATE)
    return new CellProblem(`"${shown(text)}" is thousands of years away. Check the year.`);
  if (match[timeFrom] === undefined) return { date, time: null, offset: null };
  const time = timeOf(match, timeFrom);
  if (time === undefined)
    return new CellProblem(`"${shown(text)}" has a time that does not exist. Write it like 13:05.`);
  return { date, time, offset: offsetOf(match[timeFrom + 4]) };
}

function timeOf(match: RegExpExecArray, from: number): number | undefined {
  let hour = Number(match[from]);
  const minute = Number(match[from + 1]);
  const second = Number(match[from + 2] ?? 0);
  const half = match[from + 3]?.[0]?.toLowerCase();
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Names such as EST are ignored: a till's clock is the shop's clock. */
function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return zone === 'Z' ? 0 : null;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

function fullYear(text: string): string {
  if (text.length === 4) return text;
  return Number(text) < 70 ? `20${text}` : `19${text}`;
}

function month(name: string | undefined): string {
  return String(MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1);
}
