/**
 * Rows of a file, one after the other, in flat memory: a piece is read, decoded, split by papaparse
 * and handed on before the next one is read. A quote that is never closed costs one row, not the file.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import Papa from 'papaparse';
import type { SniffedEncoding } from '../sniff/encoding.ts';
import { pieceDecoder } from './text-decoder.ts';

export interface TableShape {
  encoding: SniffedEncoding;
  delimiter: string;
  newline: '\n' | '\r';
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
/** Rows with quotes that are split in one go, first and at most: most often plain ones follow soon. */
const QUOTED_ROWS = 4;
const MOST_QUOTED_ROWS = 512;
/** A row longer than this, in characters, is taken for an unclosed quote or a broken file. */
const LONGEST_ROW = 1_000_000;

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
  errors: { row?: number }[];
  meta: { cursor: number };
}

const NOTHING: Parsed = { data: [], errors: [], meta: { cursor: 0 } };

class RowReader {
  readonly #file: number;
  readonly #shape: TableShape;
  readonly #sink: RowSink;
  #line = 1;
  #quotedRows = QUOTED_ROWS;
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
    let rest = text;
    if (this.#skipping) {
      const end = rest.indexOf(this.#shape.newline);
      if (end === -1) return '';
      this.#skipping = false;
      this.#line++;
      rest = rest.slice(end + 1);
    }
    for (;;) {
      const parsed = this.#parseNext(rest, last);
      const bad = parsed.errors.find((error) => (error.row ?? 0) < parsed.data.length)?.row;
      const good = bad === undefined ? parsed : this.#parse(rest, last, bad);
      if (!this.#handOn(good.data, rest.slice(0, good.meta.cursor))) return undefined;
      rest = rest.slice(good.meta.cursor);
      if (bad !== undefined) {
        const left = this.#skipLine(
          rest,
          last,
          'A quote in this row is opened and not closed properly. Close it, or write a quote inside a value twice ("").',
        );
        if (left === undefined) return undefined;
        rest = left;
      } else if (good.meta.cursor === 0) {
        if (rest.length <= LONGEST_ROW) return rest;
        const reason = rest.slice(0, LONGEST_ROW).includes('"')
          ? 'A quote is opened in this row and not closed within a million characters. Close it.'
          : 'This row is longer than a million characters, so it is not a row of a table.';
        const left = this.#skipLine(rest, last, reason);
        if (left === undefined) return undefined;
        rest = left;
      }
      if (rest === '') return '';
    }
  }

  /**
   * Splits the next rows; none when the first one is not complete. Most lines have no quote, and papaparse
   * splits text without any in a third of the time. V8 also keeps what it makes the other way for long,
   * which took as long again.
   */
  #parseNext(text: string, last: boolean): Parsed {
    const { newline } = this.#shape;
    const quote = text.indexOf('"');
    const plain = quote < 0 ? text.lastIndexOf(newline) : text.lastIndexOf(newline, quote);
    if (plain >= PLAIN_RUN || (quote < 0 && plain >= 0)) {
      this.#quotedRows = QUOTED_ROWS;
      return this.#parse(text.slice(0, plain + newline.length), false);
    }
    if (quote < 0) return last ? this.#parse(text, last) : NOTHING;
    const rows = this.#quotedRows;
    this.#quotedRows = Math.min(rows * 2, MOST_QUOTED_ROWS);
    return this.#parse(text, last, rows);
  }

  #parse(text: string, last: boolean, preview?: number): Parsed {
    if (preview === 0) return NOTHING;
    const parser = new Papa.Parser({
      delimiter: this.#shape.delimiter,
      newline: this.#shape.newline,
      ...(preview === undefined ? {} : { preview, fastMode: false }),
    });
    const parsed: Parsed = parser.parse(text, 0, !last);
    return parsed;
  }

  #handOn(rows: string[][], consumed: string): boolean {
    const { newline } = this.#shape;
    // Each row ends in one line break at most; more of them stand inside cells.
    const mayBreak = consumed.includes('"') && countOf(consumed, newline) > rows.length;
    for (const cells of rows) {
      const line = this.#line;
      this.#line++;
      const end = cells.length - 1;
      const lastCell = cells[end];
      if (lastCell?.endsWith('\r')) cells[end] = lastCell.slice(0, -1);
      if (mayBreak) {
        for (const cell of cells) this.#line += countOf(cell, newline);
      }
      if (isBlank(cells)) continue;
      if (!this.#sink.row(cells, line)) return false;
    }
    return true;
  }

  /** Reports the line at the start of the text and goes on behind it. */
  #skipLine(text: string, last: boolean, reason: string): string | undefined {
    const end = text.indexOf(this.#shape.newline);
    const line = this.#line;
    const cut = end === -1 ? text.length : end + 1;
    if (end === -1 && !last) this.#skipping = true;
    else this.#line++;
    if (!this.#sink.broken(text.slice(0, Math.min(cut, 400)), line, reason)) return undefined;
    return text.slice(cut);
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) count++;
  return count;
}
