/** Tells a quote that was never closed from a value of several lines. */

/**
 * Whether the lines of a row are rows by themselves, made one by a quote where none belongs. Around a value of
 * several lines the first one lacks the cells behind it, and the last one those before it; commas in the value
 * make up for both by a rare chance only, and then hardly with numbers where the other line has numbers.
 * @param width cells of the row, or of the table
 */
export function isStrayQuote(lines: readonly string[], width: number, delimiter: string): boolean {
  const [firstLine = ''] = lines;
  // Which tells nearly all values of several lines at once.
  if (firstLine.split(delimiter).length < Math.max(width, 2)) return false;
  const first = cellsOf(firstLine, delimiter);
  const last = cellsOf(lines.at(-1) ?? '', delimiter);
  const cells = first.length;
  if (cells < Math.max(width, 2) || last.length !== cells) return false;
  // One comma is no rare chance, least of all where lines of an address end with one.
  if (cells === 2 && (lines.length === 2 || kindOf(first[1] ?? '') === 'nothing')) return false;
  const unlike = first.filter((cell, index) => kindOf(cell) !== kindOf(last[index] ?? '')).length;
  if (unlike * 2 > cells - 2) return false;
  const whole = lines.filter((line) => cellsOf(line, delimiter).length === cells).length;
  return whole * 2 > lines.length;
}

/** Cells of a line with an open quote. "blue, large" is one: a person writes the blank, a program does not. */
function cellsOf(line: string, delimiter: string): string[] {
  const quoted = new RegExp(`(?<=^|[${delimiter}])"(?:[^"]|"")*"(?=[${delimiter}]|\\r?$)`, 'g');
  return line
    .replace(quoted, (cell) => cell.replaceAll(delimiter, ' '))
    .split(new RegExp(`[${delimiter}](?! )`));
}

function kindOf(cell: string): 'text' | 'number' | 'nothing' {
  if (/\p{L}/u.test(cell)) return 'text';
  return /[^\s"]/.test(cell) ? 'number' : 'nothing';
}
