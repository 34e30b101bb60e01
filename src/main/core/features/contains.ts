/** Finds a text in a column, whatever its case. */
import { or, type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/**
 * What LIKE looks for. By itself it takes A for a, but Ü for another letter than ü: so such a text is
 * looked for in the ways that people write it.
 * @param text not empty
 */
export function patternsOf(text: string): string[] {
  const lower = text.toLowerCase();
  const sentence = lower.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
  const title = lower.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
  const written = isAscii(text) ? [text] : [text, lower, text.toUpperCase(), sentence, title];
  return [...new Set(written)].map((one) => `%${one.replace(/[\\%_]/g, '\\$&')}%`);
}

/** SQL: the column contains the text. @param text not empty */
export function contains(column: SQLWrapper, text: string): SQL | undefined {
  return or(...patternsOf(text).map((pattern) => sql`${column} LIKE ${pattern} ESCAPE '\\'`));
}

function isAscii(text: string): boolean {
  return /^[\p{ASCII}]*$/u.test(text);
}
