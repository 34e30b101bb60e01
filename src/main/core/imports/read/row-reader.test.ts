import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, onTestFinished, test } from 'vitest';
import { readRows } from './row-reader.ts';

const UTF8 = { encoding: 'utf-8', markBytes: 0, reason: '' } as const;

interface Seen {
  rows: string[][];
  lines: number[];
  broken: { line: number; text: string }[];
}

function readAll(path: string): Seen {
  const seen: Seen = { rows: [], lines: [], broken: [] };
  readRows(
    path,
    { encoding: UTF8, delimiter: ',', newline: '\n' },
    {
      row(cells, line) {
        seen.rows.push(cells);
        seen.lines.push(line);
        return true;
      },
      broken(text, line) {
        seen.broken.push({ text, line });
        return true;
      },
    },
  );
  return seen;
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('plain', 'with, comma', 'with "quotes"', 'two\nlines', 'größe ☕', ''),
);

test('rows cut anywhere by the pieces of a file are the rows of the whole file', () => {
  const path = join(tempFolder(), 'rows.csv');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }), (table) => {
      // Repeated until it is longer than several pieces of the reader.
      const text = `${Papa.unparse(table, { newline: '\r\n' })}\r\n`;
      const whole = text.repeat(Math.ceil(300_000 / text.length));
      writeFileSync(path, whole);
      const expected = Papa.parse<string[]>(whole, { delimiter: ',', newline: '\r\n' }).data.filter(
        (row) => row.some((value) => value.trim() !== ''),
      );
      const seen = readAll(path);
      expect(seen.broken).toEqual([]);
      expect(seen.rows.length).toBe(expected.length);
      expect(seen.rows).toEqual(expected);
      // The line of each row is where its text stands.
      const last = seen.lines.at(-1) ?? 0;
      expect(last).toBeLessThanOrEqual(whole.split('\n').length);
      expect(seen.lines.every((line, index) => line > (seen.lines[index - 1] ?? 0))).toBe(true);
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('long runs of lines without quotes between such with them', () => {
  const path = join(tempFolder(), 'runs.csv');
  const plain = fc
    .tuple(fc.constantFrom('a,b,c', 'größe,,x', ',,1', ''), fc.integer({ min: 1, max: 900 }))
    .map(([line, times]) => `${line}\n`.repeat(times));
  const quoted = fc
    .tuple(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 30 }),
    )
    .map(([table, times]) => `${Papa.unparse(table, { newline: '\n' })}\n`.repeat(times));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(plain, quoted), { minLength: 5, maxLength: 30 }),
      fc.constantFrom('', 'the,last,row', '"the","last","row"'),
      (parts, end) => {
        const whole = parts.join('') + end;
        writeFileSync(path, whole);
        const { data } = Papa.parse<string[]>(whole, { delimiter: ',', newline: '\n' });
        const seen = readAll(path);
        expect(seen.broken).toEqual([]);
        expect(seen.rows).toEqual(data.filter((row) => row.some((value) => value.trim() !== '')));
        const lines = whole.split('\n');
        for (const [index, [first = '']] of seen.rows.entries()) {
          const [start = ''] = first.split('\n');
          expect(lines[(seen.lines[index] ?? 0) - 1]).toContain(start.replaceAll('"', '""'));
        }
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);

test('the line that is told is the line of the file, quoted line breaks counted', () => {
  const path = join(tempFolder(), 'lines.csv');
  writeFileSync(path, 'a,b\n"one\ntwo",1\n\nthree,"unclosed\nfour,4\nfive,5\n');
  const seen = readAll(path);
  expect(seen.rows.map((row) => row[0])).toEqual(['a', 'one\ntwo', 'four', 'five']);
  expect(seen.lines).toEqual([1, 2, 6, 7]);
  expect(seen.broken).toMatchObject([{ line: 5 }]);
});

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tillwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
