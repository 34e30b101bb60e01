/** Bytes of a file to text, piece by piece. */
import { isAscii } from 'node:buffer';
import type { TextEncoding } from '../../../../shared/schemas/file-shape.ts';

/** What a file is written with; "mixed" is Windows-1252 with lines of UTF-8. */
export type Encoding = TextEncoding | 'mixed';

export interface PieceDecoder {
  /** @param last no more bytes follow */
  decode(bytes: Uint8Array, last: boolean): string;
}

/** The decoder of one file. */
export function pieceDecoder(encoding: Encoding): PieceDecoder {
  if (encoding === 'mixed') return new MixedDecoder();
  if (encoding === 'utf-8') return new Utf8Decoder();
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return { decode: (bytes, last) => decoder.decode(bytes, { stream: !last }) };
}

/** Most pieces are ASCII through and through, which needs no decoding. */
class Utf8Decoder implements PieceDecoder {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** The last piece may have ended inside a character. */
  #open = false;

  decode(bytes: Uint8Array, last: boolean): string {
    if (!this.#open && isAscii(bytes))
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    this.#open = (bytes.at(-1) ?? 0) >= 0x80;
    return this.#decoder.decode(bytes, { stream: !last });
  }
}

const LINE_FEED = 10;
/** A line that is longer, in bytes, is decided on in parts: it is hardly one. */
const LONGEST_LINE = 1_000_000;

/** Decides for each line: what fits UTF-8 is UTF-8. */
class MixedDecoder implements PieceDecoder {
  readonly #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #western = new TextDecoder('windows-1252');
  #rest: Uint8Array = new Uint8Array();

  decode(bytes: Uint8Array, last: boolean): string {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const lines = all.lastIndexOf(LINE_FEED) + 1;
    const end = last || (lines === 0 && all.length > LONGEST_LINE) ? all.length : lines;
    let text = '';
    for (let from = 0; from < end; ) {
      const feed = all.indexOf(LINE_FEED, from);
      const to = feed < 0 || feed >= end ? end : feed + 1;
      text += this.#line(all.subarray(from, to));
      from = to;
    }
    // The bytes of a piece are overwritten by the next one.
    this.#rest = all.slice(end);
    return text;
  }

  #line(bytes: Uint8Array): string {
    try {
      return this.#strict.decode(bytes);
    } catch {
      return this.#western.decode(bytes);
    }
  }
}
