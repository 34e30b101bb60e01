/**
 * The business day: the date a sale counts for. A shop that closes at 02:00 sets its day end to 4,
 * and a sale at 01:30 on Sunday counts for Saturday. Fixed when the sale is written.
 */
import { Temporal } from 'temporal-polyfill';

export interface BusinessCalendar {
  /** IANA time zone, e.g. "Europe/London". */
  readonly timeZone: string;
  /** Hour (0–12) at which the business day ends; 0 means midnight. */
  readonly dayEndHour: number;
}

/** A date as YYYY-MM-DD. Dates before this are taken for mistakes. */
export const EARLIEST_DATE = '1970-01-01';
/** So are dates after this: around the year 9999 counting on leaves what a date can be. */
export const LATEST_DATE = '2999-12-31';

/** Zones found good so far: asking Intl again takes as long as answering a whole call. */
const knownTimeZones = new Set<string>();

/** True for a zone that this computer knows. */
export function isKnownTimeZone(timeZone: string): boolean {
  if (knownTimeZones.has(timeZone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    knownTimeZones.add(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** True for a date that exists: 2024-02-29 does, 2023-02-29 does not. */
export function isRealDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** The business date of an instant (UTC ms). */
export function businessDateAt(utcMs: number, calendar: BusinessCalendar): string {
  return localParts(utcMs, calendar).businessDate;
}

interface LocalParts {
  readonly businessDate: string;
  readonly hour: number;
}

/** The answer for the minute asked last: tills and dashboards ask about now, many times a second. */
let latest: { minute: number; timeZone: string; dayEndHour: number; parts: LocalParts } | undefined;

/** The business date and the hour on the wall (0–23) of an instant (UTC ms). */
export function localParts(utcMs: number, { timeZone, dayEndHour }: BusinessCalendar): LocalParts {
  const minute = Math.floor(utcMs / 60_000);
  if (
    latest?.minute === minute &&
    latest.timeZone === timeZone &&
    latest.dayEndHour === dayEndHour
  ) {
    return latest.parts;
  }
  const local = Temporal.Instant.fromEpochMilliseconds(utcMs).toZonedDateTimeISO(timeZone);
  const date = local.toPlainDate();
  const business = local.hour < dayEndHour ? date.subtract({ days: 1 }) : date;
  const parts = { businessDate: business.toString(), hour: local.hour };
  // Long ago some zones were off by odd seconds: there an hour turns inside a minute of UTC.
  if (local.offsetNanoseconds % 60e9 === 0) latest = { minute, timeZone, dayEndHour, parts };
  return parts;
}

/**
 * The instant (UTC ms) of a wall-clock time. A time that daylight saving skips moves forward, one
 * that it repeats is the first of the two.
 * @param wall "YYYY-MM-DDTHH:MM[:SS]"
 */
export function instantOfWallTime(wall: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, {
    disambiguation: 'compatible',
  }).epochMilliseconds;
}

/**
 * The instant (UTC ms) that stands for a business date of which no time is known: noon on the wall,
 * which is inside the business day for every day end from 0 to 12.
 */
export function noonOf(date: string, timeZone: string): number {
  return instantOfWallTime(`${date}T12:00`, timeZone);
}

/** `date` moved by whole days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days in the span, both ends included. */
export function daysBetween(start: string, end: string): number {
  return Math.round((Date.parse(`${end}T00:00Z`) - Date.parse(`${start}T00:00Z`)) / 86_400_000) + 1;
}

/** The same date a year earlier; 29 February becomes 28 February. */
export function yearBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ years: 1 }).toString();
}
