/** Which characters the bytes stand for, from all of them: one bad byte at the end counts too. */
import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { TextEncoding } from '../../../../shared/schemas/file-shape.ts';
import { FileRefused } from '../file-refused.ts';
import type { Encoding } from '../read/text-decoder.ts';

export interface SniffedEncoding {
  encoding: Encoding;
  /** Bytes of the byte order mark to skip. */
  markBytes: number;
  reason: string;
}

const PIECE = 4 * 1024 * 1024;
/** What is looked at to tell a text from another kind of file. */
const HEAD = 64 * 1024;

const PICTURE = 'This is a picture, not a CSV. Choose the file that holds the rows.';

/** Texts that get renamed to .csv, by how they begin. A CSV may begin with "<", such as <DATE>. */
const OTHER_TEXTS: readonly { begins: RegExp; reason: string }[] = [
  {
    begins: /^<(!doctype html|html|head|body|table|meta)\b/i,
    reason:
      'This is a web page, not a CSV. Open it in a spreadsheet program, choose "Save as" and then CSV, and import that file.',
  },
  {
    begins: /^<\?xml\b/i,
    reason:
      'This is an XML file, not a CSV. Open it in a spreadsheet program, choose "Save as" and then CSV, or ask the program that made it for a CSV export.',
  },
  {
    begins: /^\[?\s*\{\s*"/,
    reason: 'This is a JSON file, not a CSV. Ask the program that made it for a CSV export.',
  },
];

/** Files that get renamed to .csv, by their first bytes. */
const OTHER_KINDS: readonly { magic: string; reason: string }[] = [
  {
    magic: 'PK\x03\x04',
    reason:
      'This is an Excel workbook or a zip file, not a CSV. Open it, choose "Save as" and then CSV, and import that file.',
  },
  {
    magic: '\xd0\xcf\x11\xe0',
    reason:
      'This is an old Excel or Word file, not a CSV. Open it, choose "Save as" and then CSV, and import that file.',
  },
  {
    magic: '%PDF',
    reason: 'This is a PDF, not a CSV. Ask the program that made it for a CSV export.',
  },
  { magic: '\x1f\x8b', reason: 'This file is compressed (gzip). Unpack it and import the CSV.' },
  { magic: '\x89PNG', reason: PICTURE },
  { magic: '\xff\xd8\xff', reason: PICTURE },
  {
    magic: 'SQLite format 3\0',
    reason:
      'This is a database file, not a CSV. Export the rows as CSV with the program that made it.',
  },
  { magic: '{\\rtf', reason: 'This is a text document (RTF), not a CSV. Save it as CSV.' },
];

/** In the words of a reason. */
const ENCODING_WORDS: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'windows-1250': 'Windows-1250',
  'windows-1251': 'Windows-1251',
  'windows-1253': 'Windows-1253',
  'windows-1254': 'Windows-1254',
  macintosh: 'Mac OS Roman',
  shift_jis: 'Shift JIS',
  gb18030: 'GB 18030',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
};

const NOT_TEXT =
  'This is not a text file (it contains NUL bytes), so it cannot be a CSV. Export the data as CSV and import that file.';

/**
 * @param byHand what the owner says; null finds it out
 * @throws FileRefused for an empty file and for what is not a text
 */
export function sniffEncoding(path: string, byHand: TextEncoding | null = null): SniffedEncoding {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD);
    const length = readSync(file, head, 0, HEAD, 0);
    if (length === 0)
      throw new FileRefused('This file is empty. Choose the file that holds the rows.');
    const start = head.subarray(0, length);
    const latin = start.subarray(0, 32).toString('latin1');
    const other = OTHER_KINDS.find((kind) => latin.startsWith(kind.magic));
    if (other) throw new FileRefused(other.reason);
    const text = start.toString('latin1', 0, 512).replace(/^(\xef\xbb\xbf)?\s*/, '');
    const otherText = OTHER_TEXTS.find(({ begins }) => begins.test(text));
    if (otherText) throw new FileRefused(otherText.reason);

    if (byHand !== null) {
      if (!byHand.startsWith('utf-16') && start.includes(0)) throw new FileRefused(NOT_TEXT);
      return {
        encoding: byHand,
        markBytes: markLength(latin),
        reason: `Read as ${ENCODING_WORDS[byHand]}, as you chose.`,
      };
    }
    if (latin.startsWith('\xff\xfe'))
      return { encoding: 'utf-16le', markBytes: 2, reason: 'Read as UTF-16: the file says so.' };
    if (latin.startsWith('\xfe\xff'))
      return { encoding: 'utf-16be', markBytes: 2, reason: 'Read as UTF-16: the file says so.' };
    const wide = wideByZeros(start);
    if (wide)
      return {
        encoding: wide,
        markBytes: 0,
        reason: 'Read as UTF-16: every second byte is zero.',
      };
    if (start.includes(0)) throw new FileRefused(NOT_TEXT);
    const markBytes = markLength(latin);
    if (allUtf8(file))
      return { encoding: 'utf-8', markBytes, reason: 'Read as UTF-8: every byte fits.' };
    return markBytes > 0 || hasUtf8Line(start)
      ? {
          encoding: 'mixed',
          markBytes,
          reason:
            'The file mixes UTF-8 and Windows-1252, so each line is read as what it fits. Check names with accents.',
        }
      : {
          encoding: 'windows-1252',
          markBytes: 0,
          reason: 'Read as Windows-1252 (Western European): some bytes do not fit UTF-8.',
        };
  } finally {
    closeSync(file);
  }
}

/** Bytes of a byte order mark at the start, whatever it says. */
function markLength(latin: string): number {
  if (latin.startsWith('\xff\xfe') || latin.startsWith('\xfe\xff')) return 2;
  return latin.startsWith('\xef\xbb\xbf') ? 3 : 0;
}

/** True when a line has characters of several bytes that fit UTF-8: hardly by chance. */
function hasUtf8Line(start: Buffer): boolean {
  for (let from = 0; from < start.length; ) {
    const feed = start.indexOf(10, from);
    const to = feed < 0 ? start.length : feed;
    const line = start.subarray(from, to);
    if (line.some((byte) => byte >= 0x80) && isUtf8(line)) return true;
    from = to + 1;
  }
  return false;
}

/** UTF-16 without a mark: western text has a zero in every second byte. */
function wideByZeros(start: Buffer): Encoding | undefined {
  const pairs = Math.floor(start.length / 2);
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (start[index] === 0) even++;
    if (start[index + 1] === 0) odd++;
  }
  if (odd > pairs * 0.6 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.6 && odd < pairs * 0.05) return 'utf-16be';
  return undefined;
}

function allUtf8(file: number): boolean {
  const piece = Math.min(PIECE, fstatSync(file).size);
  const buffer = Buffer.allocUnsafe(piece + 4);
  let carried = 0;
  let position = 0;
  for (;;) {
    const read = readSync(file, buffer, carried, piece, position);
    const length = carried + read;
    if (read === 0) return isUtf8(buffer.subarray(0, length));
    position += read;
    const whole = length - openSequence(buffer, length);
    if (!isUtf8(buffer.subarray(0, whole))) return false;
    buffer.copyWithin(0, whole, length);
    carried = length - whole;
  }
}

/** How many bytes at the end begin a character that goes on in the next piece. */
function openSequence(buffer: Buffer, length: number): number {
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = buffer[length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}
