/** Rows of cells as CSV (RFC 4180) that spreadsheets open without running anything. */

/** What a spreadsheet would compute begins with one of these, and so does what guards it. */
const NEEDS_GUARD = /^(?:'*[=+\-@]|'+\d)/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * A text cell. What a spreadsheet would run as a formula gets an apostrophe in front, which the import
 * takes away again; a text that begins so by itself gets one more.
 */
export function textCell(text: string | null): string {
  if (text === null || text === '') return '';
  const guarded = NEEDS_GUARD.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A whole number of 10^−digits as a decimal number: 1999 with 2 digits is 19.99. */
export function decimalCell(value: number | null, digits: number): string {
  if (value === null) return '';
  if (digits === 0) return String(value);
  const figures = String(Math.abs(value)).padStart(digits + 1, '0');
  const at = figures.length - digits;
  return unmistakable(`${value < 0 ? '-' : ''}${figures.slice(0, at)}.${figures.slice(at)}`);
}

/** Thousandths as a number, without zeros at its end: 1500 is 1.5. */
export function quantityCell(milli: number): string {
  return unmistakable(String(milli / 1000));
}

/** With just three decimals 1.234 may be read as a thousand and more; with four it may not. */
function unmistakable(number: string): string {
  return number.at(-4) === '.' ? `${number}0` : number;
}

/** Cells that are ready as one line. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}
