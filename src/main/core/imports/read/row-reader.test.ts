import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { sniffTable } from '../sniff/table.ts';
import { readRows, type TableShape } from './row-reader.ts';

const UTF8 = { encoding: 'utf-8', markBytes: 0, reason: '' } as const;

interface Seen {
  rows: string[][];
  lines: number[];
  broken: { line: number; text: string }[];
}

function readAll(path: string, shape: Partial<TableShape> = {}): Seen {
  const seen: Seen = { rows: [], lines: [], broken: [] };
  readRows(
    path,
    { encoding: UTF8, delimiter: ',', newline: '\n', ...shape },
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

function readText(text: string, shape?: Partial<TableShape>): Seen {
  const path = join(tempFolder(), 'text.csv');
  writeFileSync(path, text);
  return readAll(path, shape);
}

describe('a stray quote costs its own line, not the rows down to the next quote', () => {
  const EURO = ['1;"Mug;3,00', '2;Tea;2,00', '3;Poster 12";5,00'];
  const cases: [string, string[], Partial<TableShape>?][] = [
    ['closed by the sign of inches', ['1,"Mug,3.00', '2,Tea,2.00', '3,Poster 12",5.00']],
    ['closed in the very next row', ['1,"Mug,3.00', '3,Poster 12",5.00']],
    ['closed in another column', ['1,"Mug,red,3.00', '2,Tea,,2.00', '3,Poster,12",5.00']],
    ['closed in the last column', ['1,"Mug,3.00', '2,Tea,2.00', '3,Poster,12"']],
    ['in the first column', ['"Mug,2,3.00', 'Tea,4,2.00', 'Poster 12",6,5.00']],
    ['with blanks after commas', ['1,"Mug, blue, large,3.00', '2,Tea,2.00', '3,Poster 12",5.00']],
    ['before a proper quote', ['1,"Mug,3.00', '2,Tea,2.00', '3,Poster 12","5,00"']],
    ['behind a proper quote', ['"1,5","Mug,3.00', '2,Tea,2.00', '3,Poster 12",5.00']],
    ['with an empty value in quotes', ['1,"Mug,3.00', '2,"",2.00', '3,Poster 12",5.00']],
    ['with a blank line', ['1,"Mug,3.00', '2,Tea,2.00', '', '3,Poster 12",5.00']],
    ['with a short row', ['1,"Mug,3.00', '2,Tea,2.00', '4,Cup,1.00', 'x', '3,Poster 12",5.00']],
    ['in two columns', ['1,"Mug', '2,Tea', '3,Poster 12"']],
    ['separated by semicolons', EURO, { delimiter: ';' }],
    ['ended by carriage returns', ['1,"Mug,3.00\r', '2,Tea,2.00\r', '3,Poster 12",5.00\r']],
    ['closed further left', ['1,Tea,"red,3.00', '2,Mug 12",blue,5.00'], { columns: 4 }],
  ];
  test.each(cases)('%s', (_what, lines, shape) => {
    const good = lines.slice(1).filter((line) => line !== '');
    const seen = readText(`${lines.join('\n')}\n4,last,9.00`, shape);
    expect(seen.broken).toEqual([{ line: 1, text: lines[0] }]);
    expect(seen.rows.length).toBe(good.length + 1);
    expect(seen.lines.at(-1)).toBe(lines.length + 1);
  });

  test('however many rows it swallowed', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `${index},Tea,2.00`);
    const lines = ['a,"b",c', ...rows, '1,"Mug,3.00', ...rows, '3,Poster 12",5.00', '4,"x",1'];
    const seen = readText(lines.join('\n'));
    expect(seen.broken).toEqual([{ line: 20_002, text: '1,"Mug,3.00' }]);
    expect(seen.rows.length).toBe(lines.length - 1);
    expect(seen.lines.at(-1)).toBe(lines.length);
  });
});

describe('a value of several lines is one value', () => {
  const note = 'Please ring twice,\nthe bell is broken, really.\nThanks, Tom';
  const address = 'Rose Lane 3\n12345 Berlin\nGermany';
  const cases: [string, string[][]][] = [
    ['a note in the first of two columns', [[note, '5']]],
    ['a note in the last of two columns', [['5', note]]],
    ['a list in the first of two columns', [['Mug,3\nTea,4', '5']]],
    ['a list in the last of two columns', [['5', '2,Mug\n3,Tea']]],
    ['one comma in a note of two lines', [['5', 'Mug\n3,Tea']]],
    ['an amount in a note', [['2026-01-02', 'Paid\n3,50 EUR']]],
    ['an address in the middle', [['Tom', address, '5']]],
    ['lines that end with a comma', [['Rose Lane 3,\nBath,\nUK', '5']]],
    ['such beside an empty value', [['Rose Lane 3,\nBath,\nUK', '']]],
    ['a line that ends with a comma', [['Tom', 'Rose Lane 3,\nBath,UK', '5']]],
    ['a greeting', [['7', 'Dear Tom,\nthank you.\nAnn,Bath', '5']]],
    ['an address with commas in the first column', [['12,Main Street,Bath\nUK', '5', 'x']]],
    ['an address with commas in the middle', [['1', 'Tom,Bath\n12,Rose Lane', '5']]],
    ['a table in the middle', [['1', 'A,1\nB,2', '5']]],
    ['a table in the last column', [['1', 'x', 'A,1,2\nB,2,3']]],
    ['quotes inside', [['1', 'Poster 12", large\nMug "Tom",small', '5']]],
    ['two values of several lines', [['1', address, note, address]]],
    ['a header', [['Date', 'Amount\nin EUR', 'Name']]],
    ['one column', [['Tea\nMug\nCup']]],
    ['empty lines', [['1', 'a\n\nb', '5']]],
    ['JSON', [['1', '{\n  "a": 1,\n  "b": 2\n}', '5']]],
  ];
  test.each(cases)('%s', (_what, rows) => {
    for (const newline of ['\n', '\r\n']) {
      const seen = readText(Papa.unparse([...rows, ...rows], { newline }));
      expect(seen).toMatchObject({ rows: [...rows, ...rows], broken: [] });
    }
  });
});

describe('quotes that are not closed cost about as much as other lines', () => {
  const bad = '"2026-01-02,Tea,3.00\n';
  const good = '2026-01-02,"Tea, green",3.00\n';
  const many = (text: string, length = 100_000) => text.repeat(length / text.length);
  test.each([
    ['every line begins with one', many(bad)],
    ['every line has one in the middle', many('2026-01-02,"Tea,3.00\n')],
    ['every line ends with one', many('2026-01-02,Tea,"3.00\n')],
    ['every other line', many(good + bad)],
    ['after many good rows', many(good.repeat(300) + bad)],
    ['before many lines without a quote', many(bad + '2026-01-02,Tea,3.00\n'.repeat(40))],
    ['before many lines with empty quotes', many(bad + '2026-01-02,"",3.00\n'.repeat(40))],
    ['long lines', many(`"${'Tea '.repeat(300)},3.00\n`, 500_000)],
    [
      'one that is closed far below',
      `${bad}${many('2026-01-02,Tea,3.00\n', 900_000)}2026-01-02,Poster 12",3.00\n`,
    ],
  ])('%s', (_what, text) => {
    const parsed = parsedCharacters();
    const seen = readText(text);
    expect(seen.broken.length).toBe(text.split('\n').filter((line) => !isGood(line)).length);
    expect(seen.rows.length + seen.broken.length).toBe(text.split('\n').length - 1);
    expect(parsed()).toBeLessThan(text.length * 40);
  });

  test('and the look at a file does not read all of it for them', () => {
    const path = join(tempFolder(), 'quotes.csv');
    writeFileSync(path, `date,product,amount\n${many(bad)}`);
    const parsed = parsedCharacters();
    const { headers } = sniffTable(path, UTF8);
    expect(headers).toEqual(['date', 'product', 'amount']);
    expect(parsed()).toBeLessThan(300_000);
  });
});

test('a line that is broken is handed on as a whole, up to 64 thousand characters', () => {
  const line = `1,"${'Tea '.repeat(5000)},3.00`;
  const longer = `2,"${'Tea '.repeat(20_000)},3.00`;
  const { broken, rows } = readText(`${line}\n${longer}\n3,"Tea",1.00\n`);
  expect(broken).toEqual([
    { line: 1, text: line },
    { line: 2, text: longer.slice(0, 65_536) },
  ]);
  expect(rows).toEqual([['3', 'Tea', '1.00']]);
});

test.each([
  ['1,"b"', ['1', 'b']],
  ['1,"b" ', ['1', 'b']],
  ['1,"b"\r', ['1', 'b']],
  ['1,"b" \r', ['1', 'b']],
  ['1,b\r', ['1', 'b']],
  ['1,"b\nc" ', ['1', 'b\nc']],
  ['1,', ['1', '']],
  ['1,""', ['1', '']],
])('the last row is read as if a line break followed: %j', (text, cells) => {
  for (const end of ['', '\n'])
    for (const before of ['', 'a,b\n', '"a","b"\n']) {
      const { rows, broken } = readText(before + text + end);
      expect(broken).toEqual([]);
      expect(rows.at(-1)).toEqual(cells);
    }
});

/** How much text is given to be split from now on. */
function parsedCharacters(): () => number {
  let count = 0;
  const { Parser } = Papa;
  const spy = vi.spyOn(Papa, 'Parser').mockImplementation(
    class extends Parser {
      constructor(config: Papa.ParseConfig) {
        super(config);
        const { parse } = this;
        this.parse = (text, ...rest) => {
          count += text.length;
          return parse(text, ...rest);
        };
      }
    },
  );
  onTestFinished(() => spy.mockRestore());
  return () => count;
}

function isGood(line: string): boolean {
  return Papa.parse(line).errors.every(({ type }) => type !== 'Quotes');
}

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tillwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
