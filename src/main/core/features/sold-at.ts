/** Reads the date of a sale or an expense as the shop means it. */
import {
  businessDateAt,
  EARLIEST_DATE,
  instantOfWallTime,
  localParts,
  noonOf,
} from '../../../shared/lib/business-day.ts';
import type { Settings } from '../../../shared/schemas/settings.ts';
import { invalid } from '../errors.ts';

/** A till's clock may run ahead by this much, in ms. */
const CLOCK_SKEW_MS = 5 * 60_000;

export interface SoldAt {
  /** UTC ms; noon on the wall when only the date is known. */
  sold_at: number;
  time_known: boolean;
  business_date: string;
  /** Hour on the wall, 0–23; null when the time is unknown. */
  hour: number | null;
}

/**
 * @param text a date, or a date with a time; absent means now
 * @param field in which it was sent
 * @throws UserError for a date in the future
 */
export function readSoldAt(
  text: string | null | undefined,
  settings: Pick<Settings, 'time_zone' | 'day_end_hour'>,
  now: number,
  field = 'date',
): SoldAt {
  const calendar = { timeZone: settings.time_zone, dayEndHour: settings.day_end_hour };
  if (!text) return at(now);
  if (text.length === 10) {
    const today = businessDateAt(now, calendar);
    if (text > today) throw invalid(field, `${text} is in the future. Today is ${today}.`);
    return {
      sold_at: noonOf(text, settings.time_zone),
      time_known: false,
      business_date: text,
      hour: null,
    };
  }
  const iso = text.replace(' ', 'T');
  const instant = /(Z|[+-]\d{2}:?\d{2})$/.test(iso)
    ? Date.parse(iso)
    : instantOfWallTime(iso, settings.time_zone);
  if (instant > now + CLOCK_SKEW_MS)
    throw invalid(field, `${text} is in the future. Check the clock of the device that sent it.`);
  return at(instant);

  function at(instant: number): SoldAt {
    const { businessDate, hour } = localParts(instant, calendar);
    // The first of January 1970 in a zone further east.
    if (businessDate < EARLIEST_DATE) throw invalid(field, 'Dates before 1970 are not accepted.');
    return { sold_at: instant, time_known: true, business_date: businessDate, hour };
  }
}
