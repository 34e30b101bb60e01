/** The building blocks of every input and answer; each error is a sentence for the person who typed. */
import { z } from 'zod';
import { addDays, EARLIEST_DATE, isRealDate, LATEST_DATE } from '../lib/business-day.ts';
import { hasUnstorable } from '../lib/text.ts';
import { plainWords } from './plain-words.ts';

// The window's content security policy forbids eval, which zod would otherwise probe for. Elsewhere
// the parsers that zod compiles read a ticket in half the time.
z.config({ jitless: 'document' in globalThis, customError: plainWords });

/** A required name: 1–200 characters after trimming, no control characters. */
export function nameText(what: string, max = 200) {
  return z
    .string({
      error: ({ input }) => `${what} ${input === undefined ? 'is missing' : 'must be text'}.`,
    })
    .refine((text) => !hasUnstorable(text), {
      error: `${what} contains a character that cannot be stored (such as NUL).`,
    })
    .trim()
    .min(1, { error: `${what} is missing.` })
    .max(max, { error: `${what} is longer than ${max} characters.` });
}

/** Optional text; blank counts as not given. */
export function optionalText(what: string, max = 200) {
  return z
    .string({ error: `${what} must be text.` })
    .refine((text) => !hasUnstorable(text), {
      error: `${what} contains a character that cannot be stored (such as NUL).`,
    })
    .trim()
    .max(max, { error: `${what} is longer than ${max} characters.` })
    .nullish();
}

/** An amount in major units, any sign. Decimals are checked against the shop's currency later. */
export const amount = z
  .number({ error: 'Write the amount as a number, such as 12.5.' })
  .refine((value) => Math.abs(value) < 1e12, { error: 'The amount is too large.' });

/** An amount in major units above 0. */
export const positiveAmount = amount.refine((value) => value > 0, {
  error: 'The amount must be above 0.',
});

/** An amount in major units, 0 or more. */
export const nonNegativeAmount = amount.refine((value) => value >= 0, {
  error: 'The amount must not be below 0.',
});

/** Money in answers: a JSON number in major units. */
export const money = z.number();

const realDate = z
  .string({ error: 'Write the date as YYYY-MM-DD.' })
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'Write the date as YYYY-MM-DD.', abort: true })
  .refine(isRealDate, { error: 'This date does not exist.', abort: true });

/** A calendar date that exists, as YYYY-MM-DD, from 1970 to 2999. */
export const calendarDate = realDate
  .refine((date) => date >= EARLIEST_DATE, { error: 'Dates before 1970 are not accepted.' })
  .refine((date) => date <= LATEST_DATE, { error: 'Dates after 2999 are not accepted.' });

/** A person's birthday: people are older than shops. */
export const birthDate = realDate
  .refine((date) => date >= '1800', { error: 'Nobody is that old. Check the year.' })
  .refine((date) => date <= LATEST_DATE, { error: 'This is far in the future. Check the year.' });

/** When something happened: a date, or a date with a time (with offset or Z, else the shop's clock). */
export const dateOrTime = z
  .string({ error: 'Write the date as YYYY-MM-DD, or with a time as 2026-07-18T12:59:30Z.' })
  .regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/, {
    error: 'Write the date as YYYY-MM-DD, or with a time as 2026-07-18T12:59:30Z.',
    abort: true,
  })
  .refine((text) => isRealDate(text.slice(0, 10)), {
    error: 'This date does not exist.',
    abort: true,
  })
  .refine((text) => text.slice(0, 10) >= EARLIEST_DATE, {
    error: 'Dates before 1970 are not accepted.',
  })
  .refine((text) => text.slice(0, 10) <= LATEST_DATE, {
    error: 'Dates after 2999 are not accepted.',
  })
  .refine((text) => text.length === 10 || isRealTime(text), {
    error: 'This time does not exist.',
  });

/** Midnight is 00:00; 24:00 would belong to two days. */
function isRealTime(text: string): boolean {
  return text.slice(11, 13) !== '24' && !Number.isNaN(Date.parse(text.replace(' ', 'T')));
}

/** The number of a row (sale, product, expense …). */
export const rowId = z
  .number({ error: 'The id must be a whole number.' })
  .int({ error: 'The id must be a whole number.', abort: true })
  .min(1, { error: 'Ids start at 1.' });

/** A customer's id: the owner's or the till's own text, such as CUST001. */
export const customerCode = nameText('The customer id', 100);

/** An instant on the wire: ISO 8601 in UTC. */
export const instant = z.iso.datetime();

/**
 * A span of business dates. Without dates it is the last `days` days up to today; where the call has
 * no number of days of its own, it is all time.
 */
export function periodFields(defaults: { min: number; days: number | null }) {
  return {
    days: z
      .number({ error: 'days must be a whole number.' })
      .int({ error: 'days must be a whole number.' })
      .min(defaults.min, { error: `days must be at least ${defaults.min}.` })
      .max(365, { error: 'days must be at most 365.' })
      .optional()
      .describe(`Days up to today; ${defaults.days ?? 'all time'} when nothing is given.`),
    start_date: calendarDate.optional().describe('First business date, included.'),
    end_date: calendarDate.optional().describe('Last business date, included.'),
  };
}

/** The end of a span must not lie before its start, and a span is at most 100 years. */
export function checkSpan(
  value: { start_date?: string | undefined; end_date?: string | undefined },
  issues: z.core.$RefinementCtx,
): void {
  if (!value.start_date || !value.end_date) return;
  if (value.end_date < value.start_date) {
    issues.addIssue({
      code: 'custom',
      path: ['end_date'],
      message: 'end_date must not be before start_date.',
    });
  } else if (value.end_date > addDays(value.start_date, 36_525)) {
    issues.addIssue({ code: 'custom', path: ['end_date'], message: 'The span is over 100 years.' });
  }
}

/** Answer of an action that has nothing else to say. */
export const done = z.object({ success: z.literal(true), message: z.string() });

/** Records that were written at or after a time; a tool that keeps a copy asks for what is new. */
export const updatedSince = z.iso
  .datetime({
    offset: true,
    error: 'Write the time with its zone, as 2026-07-18T12:59:30Z.',
  })
  .optional()
  .describe('Only what was created or changed at or after this time. Sort by updated_at with it.');

/** How a list is paged: `cursor` comes from the previous answer's Link header. */
export const pageFields = {
  limit: z
    .number({ error: 'limit must be a whole number.' })
    .int({ error: 'limit must be a whole number.' })
    .min(1, { error: 'limit must be at least 1.' })
    .max(1000, { error: 'limit must be at most 1000.' })
    .default(50),
  cursor: z.string().max(500).optional(),
};

/** A page of a list: the array is the body, where to go on stands in the headers. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    headers: z.object({
      /** RFC 8288, rel="next"; absent on the last page. */
      link: z.string().optional(),
      /** The cursor of the next page; absent on the last page. */
      'x-next-cursor': z.string().optional(),
      /** All rows that match, as text (it is a header). */
      'x-total-count': z.string(),
      /** "true" when so many match that the count stopped there. */
      'x-total-more': z.string().optional(),
    }),
    body: z.array(item),
  });
}
