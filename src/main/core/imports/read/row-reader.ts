/**
 * Rows of a file, one after the other, in flat memory: a piece is read, decoded, split by papaparse
 * and handed on before the next one is read. A quote that is never closed costs one row, not those down to the
 * next quote.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import Papa from 'papaparse';
import type { SniffedEncoding } from '../sniff/encoding.ts';
import { isStrayQuote } from './stray-quote.ts';
import { pieceDecoder } from './text-decoder.ts';

export interface TableShape {
  encoding: SniffedEncoding;
  delimiter: string;
  newline: '\n' | '\r';
  /** Of the header, once that is known. */
  columns?: number;
}

/** Receives the rows; false from `row` stops the reading. */
export interface RowSink {
  /** @param line of the file on which the row starts, from 1 */
  row(cells: string[], line: number): boolean;
  /** A piece of the file that is not a row. */
  broken(text: string, line: number, reason: string): boolean;
  /** After each piece. @param readBytes of the file so far */
  progress?(readBytes: number, allBytes: number): void;
}

const PIECE_BYTES = 64 * 1024;
/** Lines without a quote, in characters, from which on they are split apart from those with one. */
const PLAIN_RUN = 2000;
/** Characters with quotes that are split in one go, first and at most: most often plain lines follow soon. */
const FIRST_WINDOW = 256;
const MOST_WINDOW = 64 * 1024;
/** A row longer than this, in characters, is taken for an unclosed quote or a broken file. */
const LONGEST_ROW = 1_000_000;
/** Of a broken line, so much is handed on. */
const LONGEST_BROKEN = 64 * 1024;

const NOT_CLOSED =
  'A quote in this row is opened and not closed properly. Close it, or write a quote inside a value twice ("").';
const NOT_CLOSED_SOON =
  'A quote is opened in this row and not closed within a million characters. Close it.';
const TOO_LONG = 'This row is longer than a million characters, so it is not a row of a table.';

/** Reads the whole file. */
export function readRows(path: string, shape: TableShape, sink: RowSink): void {
  const file = openSync(path, 'r');
  try {
    new RowReader(file, shape, sink).run();
  } finally {
    closeSync(file);
  }
}

interface Parsed {
  data: string[][];
  errors: { row: number }[];
  meta: { cursor: number };
}

/** Rows, and what is behind them. */
interface Split {
  rows: string[][];
  /** How many lines of the file each row takes; undefined when it is one for all. */
  spans?: number[];
  /** Of the text, for the rows. */
  length: number;
  /** What is wrong with the line behind the rows. */
  fault?: string | undefined;
}

class RowReader {
  readonly #file: number;
  readonly #shape: TableShape;
  readonly #sink: RowSink;
  #line = 1;
  /** How many characters are looked at for the next row with quotes. */
  #window = FIRST_WINDOW;
  /** Inside a line that is far too long: nothing counts until it ends. */
  #skipping = false;

  constructor(file: number, shape: TableShape, sink: RowSink) {
    this.#file = file;
    this.#shape = shape;
    this.#sink = sink;
  }

  run(): void {
    const allBytes = fstatSync(this.#file).size;
    const decoder = pieceDecoder(this.#shape.encoding.encoding);
    const piece = Math.min(PIECE_BYTES, allBytes);
    const bytes = Buffer.allocUnsafe(piece);
    let position = this.#shape.encoding.markBytes;
    let rest = '';
    for (;;) {
      const read = readSync(this.#file, bytes, 0, piece, position);
      position += read;
      const last = read === 0;
      const text = rest + decoder.decode(bytes.subarray(0, read), last);
      const left = this.#take(text, last);
      this.#sink.progress?.(position, allBytes);
      if (left === undefined || last) return;
      rest = left;
    }
  }

  /** @returns what is left for the next piece; undefined when the sink has enough */
  #take(text: string, last: boolean): string | undefined {
    const { newline } = this.#shape;
    // The last line may lack its end: whatever is true of a row with one is true of it.
    let rest: string | undefined =
      last && text !== '' && !text.endsWith(newline) ? text + newline : text;
    if (this.#skipping) {
      const end = rest.indexOf(newline);
      if (end === -1) return '';
      this.#skipping = false;
      this.#line++;
      rest = rest.slice(end + 1);
    }
    while (rest) {
      const split = this.#splitNext(rest, last);
      if (!split) break;
      if (!this.#handOn(split)) return undefined;
      rest = rest.slice(split.length);
      if (split.fault !== undefined) rest = this.#skipLine(rest, split.fault);
    }
    return rest;
  }

  /**
   * Splits the next rows; nothing when the first one is not complete. Most lines have no quote, and papaparse
   * splits text without any in a third of the time. V8 also keeps what it makes the other way for long,
   * which took as long again.
   */
  #splitNext(text: string, last: boolean): Split | undefined {
    const { newline } = this.#shape;
    const quote = text.indexOf('"');
    const plain = quote < 0 ? text.lastIndexOf(newline) : text.lastIndexOf(newline, quote);
    if (plain >= PLAIN_RUN || (quote < 0 && plain >= 0)) {
      this.#window = FIRST_WINDOW;
      return this.#split(text.slice(0, plain + 1));
    }
    for (; last || text.length >= this.#window; this.#window *= 2) {
      const split = this.#split(wholeLines(text, this.#window, newline));
      if (split.fault === undefined && split.rows.length === 0) {
        if (this.#window >= LONGEST_ROW)
          split.fault = quote < 0 || quote > LONGEST_ROW ? TOO_LONG : NOT_CLOSED_SOON;
        else if (last && this.#window >= text.length) split.fault = NOT_CLOSED;
        else continue;
      }
      // A line whose quote is not closed must not cost more than it is long: the next one may be of its kind.
      this.#window =
        split.fault === undefined ? Math.min(this.#window * 2, MOST_WINDOW) : FIRST_WINDOW;
      return split;
    }
    return undefined;
  }

  /** @param text of whole lines: what a quote at the end of one means, papaparse tells by the line break */
  #split(text: string): Split {
    const { delimiter, newline, columns = Number.POSITIVE_INFINITY } = this.#shape;
    const parser = new Papa.Parser({ delimiter, newline });
    const parsed: Parsed = parser.parse(text, 0, true);
    const { data: rows, errors, meta } = parsed;
    const [error] = errors;
    const lines = text.includes('"') ? countOf(text.slice(0, meta.cursor), newline) : rows.length;
    if (!error && lines === rows.length) return { rows, length: meta.cursor };
    const spans: number[] = [];
    let length = 0;
    for (const cells of rows.slice(0, error?.row)) {
      const span = cells.reduce((sum, cell) => sum + countOf(cell, newline), 1);
      const end = behindLines(text, newline, span, length);
      const width = Math.min(cells.length, columns);
      if (span > 1 && isStrayQuote(text.slice(length, end - 1).split(newline), width, delimiter))
        return { rows: rows.slice(0, spans.length), spans, length, fault: NOT_CLOSED };
      spans.push(span);
      length = end;
    }
    return { rows: rows.slice(0, spans.length), spans, length, fault: error && NOT_CLOSED };
  }

  #handOn({ rows, spans }: Split): boolean {
    for (const [index, cells] of rows.entries()) {
      const line = this.#line;
      this.#line += spans?.[index] ?? 1;
      const end = cells.length - 1;
      const lastCell = cells[end];
      if (lastCell?.endsWith('\r')) cells[end] = lastCell.slice(0, -1);
      if (isBlank(cells)) continue;
      if (!this.#sink.row(cells, line)) return false;
    }
    return true;
  }

  /** Reports the line at the start of the text and goes on behind it. */
  #skipLine(text: string, reason: string): string | undefined {
    const end = text.indexOf(this.#shape.newline);
    const line = this.#line;
    if (end === -1) this.#skipping = true;
    else this.#line++;
    const broken = end === -1 ? text : text.slice(0, end);
    if (!this.#sink.broken(broken.slice(0, LONGEST_BROKEN), line, reason)) return undefined;
    return end === -1 ? '' : text.slice(end + 1);
  }
}

/** As many lines as hold so much text; fewer when it ends before. */
function wholeLines(text: string, length: number, newline: string): string {
  const end = text.indexOf(newline, length - 1);
  return text.slice(0, (end === -1 ? text.lastIndexOf(newline) : end) + 1);
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** Where the text goes on behind so many line breaks. */
function behindLines(text: string, newline: string, lines: number, from: number): number {
  let at = from;
  for (let line = 0; line < lines; line++) at = text.indexOf(newline, at) + 1;
  return at;
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) count++;
  return count;
}
