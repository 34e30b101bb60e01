/** Why a cell could not be read; a sentence that says what would be right. */
export class CellProblem {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Longest piece of a value that a message repeats, in characters. */
export const SHOWN_VALUE = 200;

/** A cell as a person means it: trimmed, without the guards that spreadsheets put around numbers. */
export function cleanCell(text: string): string {
  if (text === '' || (isBare(text.charCodeAt(0)) && isBare(text.charCodeAt(text.length - 1))))
    return text;
  const trimmed = text.trim();
  const first = trimmed.charCodeAt(0);
  // ="00123" and '00123 keep a spreadsheet from eating leading zeros.
  if (first === 61 && trimmed.startsWith('="') && trimmed.endsWith('"')) {
    return trimmed.slice(2, -1).trim();
  }
  // Only before what a spreadsheet would compute: 't Hoekje is a name. Our export guards a text that
  // begins so by itself with one more.
  if (first === 39 && /^'+[\d=+\-@]/.test(trimmed)) return trimmed.slice(1).trim();
  return trimmed;
}

/** A character that is neither blank nor a guard; most cells begin and end with one. */
function isBare(code: number): boolean {
  return code >= 48 && code <= 127 ? code !== 61 : code === 45 || code === 36;
}

/** The value for a message, cut, on one line. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
