/** Files as nobody should send them: exports of real systems, damaged, and heaps of fragments. */
import { type Chance, chanceOf } from './random.ts';

const HOSTILE_CELLS = [
  '',
  ' ',
  '-',
  '--',
  '-0',
  '1e308',
  'NaN',
  '∞',
  '99999999999999999999',
  '0.5000000000000000000001',
  '((1.00))',
  '($33.62',
  '1,23,45',
  '1.500,50',
  '1 234,50',
  '12.5O',
  'CA$4.42',
  '3.00 €',
  'EUR',
  '2 kg',
  '１２',
  '="00123"',
  "'=1+1",
  '=cmd|calc',
  '2026-02-30',
  '31/02/2026',
  '13/13/13',
  '02/03/04',
  '9999-12-31 23:59:59',
  '2026-03-29 02:30',
  '16-Dec-2023 02:44 AM EST',
  '2025-04-01 17:18:52 -0700',
  '2× Mug, 1× Hat',
  '0× Nothing, 999999× All',
  'Refund',
  'Total for Rent',
  "'; DROP TABLE sale; --",
  'قهوة ☕',
  'x'.repeat(5000),
  'a\u0000b',
  '"',
  '""',
  'two\nlines',
] as const;

const FRAGMENTS = [
  'date',
  'product_name',
  'amount',
  'id',
  'name',
  'sku',
  'price',
  'description',
  'Qty',
  'Betrag',
  'Datum',
  'Status',
  'Currency',
  'Total',
  'Tax',
  '2026-01-02',
  '31.12.2025',
  '1/2/26',
  '3.00',
  '-4,5',
  '($1.00)',
  'Tea',
  'Cancelled',
  ',',
  ',',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '"',
  '""',
  "'",
  '=',
  '\ufeff',
  '\0',
  'é',
  '\ud83d',
] as const;

const SPECIAL_BYTES = [0x00, 0x0a, 0x0d, 0x22, 0x2c, 0x3b, 0x09, 0xff, 0xfe, 0x80, 0xe9] as const;

/**
 * The file of one case.
 * @param originals files that are right
 */
export function hostileFile(seed: number, originals: readonly [Buffer, ...Buffer[]]): Buffer {
  const chance = chanceOf(seed);
  if (chance.once(5)) return fragments(chance);
  let file: Buffer = Buffer.from(chance.pick(originals));
  const damages = 1 + chance.int(4);
  for (let damage = 0; damage < damages; damage++)
    file = chance.pick(DAMAGES)(file, chance, originals);
  return file;
}

function fragments(chance: Chance): Buffer {
  const count = chance.int(150);
  const parts = Array.from({ length: count }, () =>
    chance.once(6) ? chance.pick(HOSTILE_CELLS) : chance.pick(FRAGMENTS),
  );
  const start = chance.once(2) ? 'date,product_name,amount\n2026-01-02,Tea,3.00\n' : '';
  return Buffer.from(start + parts.join(''), chance.once(4) ? 'latin1' : 'utf8');
}

type Damage = (file: Buffer, chance: Chance, originals: readonly [Buffer, ...Buffer[]]) => Buffer;

const DAMAGES: readonly [Damage, ...Damage[]] = [
  changeByte,
  insertByte,
  cutOut,
  cutOff,
  repeatPart,
  swapLines,
  repeatLine,
  dropLine,
  changeCell,
  changeCell,
  changeCell,
  changeDelimiter,
  changeLineEnds,
  recode,
  repeatHeader,
  addPreamble,
  addCells,
  append,
  openQuote,
];

function changeByte(file: Buffer, chance: Chance): Buffer {
  if (file.length === 0) return file;
  const at = chance.int(file.length);
  file[at] = chance.once(2) ? chance.int(256) : chance.pick(SPECIAL_BYTES);
  return file;
}

function insertByte(file: Buffer, chance: Chance): Buffer {
  const at = chance.int(file.length + 1);
  const bytes = Buffer.alloc(1 + chance.int(3), chance.pick(SPECIAL_BYTES));
  return Buffer.concat([file.subarray(0, at), bytes, file.subarray(at)]);
}

function cutOut(file: Buffer, chance: Chance): Buffer {
  const at = chance.int(file.length + 1);
  return Buffer.concat([file.subarray(0, at), file.subarray(at + chance.int(40))]);
}

function cutOff(file: Buffer, chance: Chance): Buffer {
  return file.subarray(0, chance.int(file.length + 1));
}

function repeatPart(file: Buffer, chance: Chance): Buffer {
  const at = chance.int(file.length + 1);
  const part = file.subarray(at, at + chance.int(200));
  return Buffer.concat([file.subarray(0, at), part, part, file.subarray(at)]);
}

function swapLines(file: Buffer, chance: Chance): Buffer {
  return onLines(file, (lines) => {
    const [a, b] = [chance.int(lines.length), chance.int(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  });
}

function repeatLine(file: Buffer, chance: Chance): Buffer {
  return onLines(file, (lines) => {
    const line = lines[chance.int(lines.length)] ?? '';
    const times = chance.once(10) ? 200 : 1;
    lines.splice(chance.int(lines.length), 0, ...Array.from({ length: times }, () => line));
  });
}

function dropLine(file: Buffer, chance: Chance): Buffer {
  return onLines(file, (lines) => {
    lines.splice(chance.int(lines.length), 1);
  });
}

function changeCell(file: Buffer, chance: Chance): Buffer {
  return onLines(file, (lines) => {
    const at = chance.int(lines.length);
    const cells = (lines[at] ?? '').split(',');
    const value = chance.pick(HOSTILE_CELLS);
    cells[chance.int(cells.length)] = chance.once(3) ? `"${value.replaceAll('"', '""')}"` : value;
    lines[at] = cells.join(',');
  });
}

function changeDelimiter(file: Buffer, chance: Chance): Buffer {
  const delimiter = chance.pick([';', '\t', '|']);
  return Buffer.from(file.toString('latin1').replaceAll(',', delimiter), 'latin1');
}

function changeLineEnds(file: Buffer, chance: Chance): Buffer {
  const end = chance.pick(['\r\n', '\r', '\n\n', '\n\r']);
  return Buffer.from(file.toString('latin1').replaceAll('\n', end), 'latin1');
}

function recode(file: Buffer, chance: Chance): Buffer {
  const text = file.toString('utf8');
  switch (chance.int(5)) {
    case 0:
      return Buffer.from(text, 'latin1');
    case 1:
      return Buffer.from(text, 'utf16le');
    case 2:
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 3:
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    default:
      return Buffer.from(`\ufeff${text}`, 'utf8');
  }
}

function repeatHeader(file: Buffer, chance: Chance): Buffer {
  return onLines(file, (lines) => {
    lines.splice(chance.int(lines.length + 1), 0, lines[0] ?? '');
  });
}

function addPreamble(file: Buffer, chance: Chance): Buffer {
  const lines = Array.from({ length: 1 + chance.int(25) }, () =>
    chance.pick(['', 'Bean Corner LLC', 'Period,March 2026', 'a,b,c,d', '"']),
  );
  return Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), file]);
}

function addCells(file: Buffer, chance: Chance): Buffer {
  return onLines(file, (lines) => {
    const at = chance.int(lines.length);
    lines[at] = `${lines[at] ?? ''}${chance.pick([',', ',,,', ',more', ','.repeat(1200)])}`;
  });
}

function append(file: Buffer, chance: Chance, originals: readonly [Buffer, ...Buffer[]]): Buffer {
  return Buffer.concat([file, chance.pick(originals)]);
}

function openQuote(file: Buffer, chance: Chance): Buffer {
  return onLines(file, (lines) => {
    const at = chance.int(lines.length);
    lines[at] = (lines[at] ?? '').replace(',', ',"');
  });
}

function onLines(file: Buffer, change: (lines: string[]) => void): Buffer {
  const lines = file.toString('latin1').split('\n');
  change(lines);
  return Buffer.from(lines.join('\n'), 'latin1');
}
