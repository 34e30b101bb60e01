/** The outer shape of a file: what parts its cells, where its header is, what its columns are called. */
import { closeSync, openSync, readSync } from 'node:fs';
import {
  type Separator,
  SHAPE_FOUND_OUT,
  type ShapeByHand,
} from '../../../../shared/schemas/file-shape.ts';
import type { ImportPreview } from '../../../../shared/schemas/import.ts';
import { FileRefused } from '../file-refused.ts';
import { looksLikeDate } from '../read/date-text.ts';
import { readDecimal } from '../read/decimal-text.ts';
import { readRows, type TableShape } from '../read/row-reader.ts';
import { pieceDecoder } from '../read/text-decoder.ts';
import type { SniffedEncoding } from './encoding.ts';
import { headerKey, headerWords } from './header-words.ts';

export interface SniffedTable {
  shape: TableShape;
  /** Names of the columns, each one once. */
  headers: string[];
  /** Line of the header, 0 when there is none. */
  headerLine: number;
  /** As they stand, for who wants to say which one is the header. */
  firstLines: ImportPreview['first_lines'];
  reasons: string[];
}

const DELIMITERS: readonly Separator[] = [',', ';', '\t', '|'];
const DELIMITER_WORDS: Readonly<Record<Separator, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};
const HEAD_BYTES = 128 * 1024;
/** A header may stand below a preamble of a few lines. */
const LOOK_FOR_HEADER = 20;
/** Among so many lines the owner can choose the header, of each so much is shown. */
const FIRST_LINES = 40;
const FIRST_LINE_LENGTH = 120;
/** A file with so many broken lines above its first rows has no more to tell. */
const MOST_BROKEN = 400;
const MOST_COLUMNS = 1000;

/**
 * @param byHand what the owner says of it; the rest is found out
 * @throws FileRefused when there is nothing that could be a table
 */
export function sniffTable(
  path: string,
  encoding: SniffedEncoding,
  byHand: Pick<ShapeByHand, 'separator' | 'header_line'> = SHAPE_FOUND_OUT,
): SniffedTable {
  const head = decodeHead(path, encoding);
  const newline = head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
  const delimiter = byHand.separator ?? sniffDelimiter(head, newline);
  const shape: TableShape = { encoding, delimiter, newline };

  const wanted = byHand.header_line;
  const top = readTop(path, shape, wanted ?? 0);
  const first = top.slice(0, LOOK_FOR_HEADER + 1);
  const header = wanted === null ? chooseHeader(first) : headerAt(top, wanted);
  if (!header) throw new FileRefused('This file has no rows that Tillwise can read as a table.');
  if (header.cells.length > MOST_COLUMNS)
    throw new FileRefused(
      `This file has ${header.cells.length.toLocaleString('en')} columns; Tillwise reads at most ${MOST_COLUMNS.toLocaleString('en')}. Export only the columns you need.`,
    );
  const width = Math.max(...first.map((row) => row.cells.length));
  if (width === 1 && !first.some((row) => looksLikeText(row.cells[0] ?? '')))
    throw new FileRefused('This file has no rows that Tillwise can read as a table.');
  const named = namesOf(header, wanted === null ? undefined : wanted === 0);
  return {
    shape: { ...shape, columns: named.headers.length },
    ...named,
    firstLines: top.slice(0, FIRST_LINES).map(({ cells, line }) => ({
      line,
      text: cells
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '')
        .join(' · ')
        .slice(0, FIRST_LINE_LENGTH),
    })),
    reasons: [
      `Columns are separated by a ${DELIMITER_WORDS[delimiter]}${byHand.separator === null ? '' : ', as you chose'}.`,
      ...headerReason(named.headerLine, wanted !== null),
    ],
  };
}

function headerReason(headerLine: number, chosen: boolean): string[] {
  if (headerLine === 0)
    return [
      chosen
        ? 'You chose that no line names the columns, so they are numbered.'
        : 'The first row already holds values, so the columns are numbered.',
    ];
  if (chosen)
    return [
      `The header is on line ${headerLine}, as you chose${headerLine > 1 ? '; what stands above it is left out' : ''}.`,
    ];
  return headerLine > 1
    ? [`The header is on line ${headerLine}; what stands above it is left out.`]
    : [];
}

/** The first rows, down to a line at least. */
function readTop(path: string, shape: TableShape, line: number): Row[] {
  const top: Row[] = [];
  let broken = 0;
  const goOn = (at: number) => (top.length < FIRST_LINES && broken < MOST_BROKEN) || at < line;
  readRows(path, shape, {
    row(cells, at) {
      top.push({ cells, line: at });
      return goOn(at);
    },
    broken(_text, at) {
      broken++;
      return goOn(at);
    },
  });
  return top;
}

/** The header that was chosen by hand; without one the first row that is as wide as the table. */
function headerAt(top: readonly Row[], line: number): Row {
  const width = Math.max(0, ...top.map((row) => row.cells.length));
  const header = top.find((row) => (line === 0 ? row.cells.length === width : row.line === line));
  if (header) return header;
  throw new FileRefused(
    line === 0
      ? 'This file has no rows that Tillwise can read as a table.'
      : `Line ${line.toLocaleString('en')} of this file does not name columns. Choose the line that does.`,
  );
}

function looksLikeText(cell: string): boolean {
  return /[\p{L}\p{N}]/u.test(cell);
}

function decodeHead(path: string, { encoding, markBytes }: SniffedEncoding): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(HEAD_BYTES);
    const read = readSync(file, bytes, 0, HEAD_BYTES, markBytes);
    return pieceDecoder(encoding).decode(bytes.subarray(0, read), read < HEAD_BYTES);
  } finally {
    closeSync(file);
  }
}

/** The separator that cuts most lines into the same number of cells, above one. */
function sniffDelimiter(head: string, newline: string): Separator {
  const lines = withoutQuoted(head)
    .split(newline)
    .filter((line) => line.trim() !== '')
    .slice(0, 50);
  let best: { delimiter: Separator; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const cells = line.split(delimiter).length;
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    const [cells, often] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
    const score = (often / lines.length) * 1000 + Math.min(cells, 100);
    if (often > 0 && score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Separators inside quotes do not count. */
function withoutQuoted(text: string): string {
  return text.replace(/"[^"]*"/g, 'q');
}

interface Row {
  cells: string[];
  line: number;
}

const knownWords = new Set(
  Object.values(headerWords).flatMap((fields) => Object.values(fields).flat()),
);

/** The row with the most header words; without any, the first one that is as wide as the table. */
function chooseHeader(rows: readonly Row[]): Row | undefined {
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  let best: { row: Row; score: number } | undefined;
  for (const row of rows) {
    const score = row.cells.filter((cell) => knownWords.has(headerKey(cell))).length;
    if (score >= 2 && score > (best?.score ?? 0)) best = { row, score };
  }
  return best?.row ?? rows.find((row) => row.cells.length * 2 > width) ?? rows[0];
}

/** @param byHand whether the row holds values, as the owner says; undefined finds it out */
function namesOf(
  header: Row,
  byHand: boolean | undefined,
): { headers: string[]; headerLine: number } {
  const values = header.cells.filter((cell) => {
    const text = cell.trim();
    return looksLikeDate(text) || (text !== '' && isNumber(text));
  }).length;
  const known = header.cells.some((cell) => knownWords.has(headerKey(cell)));
  const holdsValues = byHand ?? (!known && values > 0 && values * 4 >= header.cells.length);
  const seen = new Map<string, number>();
  const headers = header.cells.map((cell, index) => {
    const name = holdsValues ? `Column ${index + 1}` : cell.trim() || `Column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
  return { headers, headerLine: holdsValues ? 0 : header.line };
}

function isNumber(text: string): boolean {
  const read = readDecimal(text, '.');
  return read !== null && 'units' in read;
}
