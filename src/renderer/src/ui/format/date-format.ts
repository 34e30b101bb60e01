/** Business dates (YYYY-MM-DD) and instants (ISO 8601) as the owner reads them. */
export interface DateFormat {
  /** "18 Jul 2026". */
  day(date: string): string;
  /** "Sat, 18 Jul 2026". */
  weekday(date: string): string;
  /** "18 Jul", for axes. */
  shortDay(date: string): string;
  /** "July 2026". */
  month(date: string): string;
  /** "Jul 26", for axes. */
  shortMonth(date: string): string;
  /** "1 – 18 Jul 2026"; a single day when both ends are the same. */
  span(start: string, end: string): string;
  /** An instant on the shop's clock: "18 Jul 2026, 14:05". */
  dateTime(instant: string): string;
  /** The day of an instant on the shop's clock: "Sat, 18 Jul 2026". */
  dayOf(instant: string): string;
  /** An instant on the shop's clock: "14:05:09". */
  time(instant: string): string;
}

/**
 * @param timeZone The shop's IANA zone, for instants. Business dates have no zone.
 * @param locale BCP 47 tag; the computer's own when not given.
 */
export function dateFormat(timeZone: string, locale?: string): DateFormat {
  const ofDate = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const day = ofDate({ day: 'numeric', month: 'short', year: 'numeric' });
  const weekday = ofDate({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const shortDay = ofDate({ day: 'numeric', month: 'short' });
  const month = ofDate({ month: 'long', year: 'numeric' });
  const shortMonth = ofDate({ month: 'short', year: '2-digit' });
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const dayOf = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'medium' });
  return {
    day: (date) => day.format(midnight(date)),
    weekday: (date) => weekday.format(midnight(date)),
    shortDay: (date) => shortDay.format(midnight(date)),
    month: (date) => month.format(midnight(date)),
    shortMonth: (date) => shortMonth.format(midnight(date)),
    span: (start, end) => day.formatRange(midnight(start), midnight(end)),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    dayOf: (instant) => dayOf.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
  };
}

function midnight(date: string): Date {
  return new Date(`${date}T00:00Z`);
}
