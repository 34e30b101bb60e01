/** Reads a date as people type it: "18/7", "2026-07-18", "18 Jul 2026", "yesterday". */
import { addDays, isRealDate } from '../../../../shared/lib/business-day.ts';

/**
 * @param today The shop's business date. A date without a year is the latest such day up to today.
 * @param locale BCP 47 tag, for the order of day and month and for month names.
 * @returns YYYY-MM-DD, or null when it is not a date that exists.
 */
export function typedDate(text: string, today: string, locale?: string): string | null {
  const plain = text.trim().toLowerCase();
  if (plain === 'today') return today;
  if (plain === 'yesterday') return addDays(today, -1);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const words = plain.match(/\d+|\p{L}+/gu) ?? [];
  const named = namedMonth(words, locale);
  const numbers = words.filter((word) => /^\d/.test(word)).map(Number);
  if (named !== null) {
    const [day, year] = numbers;
    return day === undefined ? null : dated(day, named, year, today);
  }
  if (words.length !== numbers.length) return null;
  const [first, second, year] = numbers;
  if (first === undefined || second === undefined) return null;
  return dayBeforeMonth(locale)
    ? dated(first, second, year, today)
    : dated(second, first, year, today);
}

/** As `typedDate`, but nobody is born in the future: with a year of two digits "18/7/55" is in 1955. */
export function typedBirthday(text: string, today: string, locale?: string): string | null {
  const date = typedDate(text, today, locale);
  if (date === null || date <= today || text.includes(date.slice(0, 4))) return date;
  return `${Number(date.slice(0, 4)) - 100}${date.slice(4)}`;
}

function dated(day: number, month: number, year: number | undefined, today: string) {
  if (year !== undefined) return real(year < 100 ? 2000 + year : year, month, day);
  const thisYear = Number(today.slice(0, 4));
  const date = real(thisYear, month, day);
  return date !== null && date <= today ? date : real(thisYear - 1, month, day);
}

function real(year: number, month: number, day: number): string | null {
  const pad = (part: number, width: number) => String(part).padStart(width, '0');
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isRealDate(date) ? date : null;
}

function dayBeforeMonth(locale?: string): boolean {
  const parts = new Intl.DateTimeFormat(locale).formatToParts(new Date()).map(({ type }) => type);
  return parts.indexOf('day') < parts.indexOf('month');
}

/** The month that one of the words names, in the computer's language or in English. */
function namedMonth(words: readonly string[], locale?: string): number | null {
  for (const language of [locale, 'en']) {
    for (const width of ['long', 'short'] as const) {
      const name = new Intl.DateTimeFormat(language, {
        month: width,
        day: 'numeric',
        timeZone: 'UTC',
      });
      for (let month = 1; month <= 12; month++) {
        const part = name
          .formatToParts(Date.UTC(2026, month - 1, 1))
          .find(({ type }) => type === 'month')?.value;
        const wanted = part?.toLowerCase().match(/\p{L}+/u)?.[0];
        if (wanted && words.includes(wanted)) return month;
      }
    }
  }
  return null;
}
