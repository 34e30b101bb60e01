import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Encoding, pieceDecoder } from './text-decoder.ts';

/** Decodes bytes cut at these places. */
function decode(encoding: Encoding, bytes: Uint8Array, cuts: readonly number[]): string {
  const decoder = pieceDecoder(encoding);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b)];
  let text = '';
  places.forEach((from, index) => {
    text += decoder.decode(bytes.slice(from, places[index + 1] ?? bytes.length), false);
  });
  return text + decoder.decode(new Uint8Array(), true);
}

const cuts = fc.array(fc.nat(), { maxLength: 8 });
const line = fc.string({
  unit: fc.constantFrom('a', ',', '"', 'é', '☕', '𝄞', 'ß'),
  maxLength: 12,
});

test('UTF-8 comes out whole, wherever it is cut', () => {
  fc.assert(
    fc.property(fc.array(line), cuts, (lines, places) => {
      const text = lines.join('\n');
      expect(decode('utf-8', Buffer.from(text, 'utf8'), places)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test('a mixed file: each line as what it fits, wherever it is cut', () => {
  const western = fc.string({ unit: fc.constantFrom('a', ',', 'é', 'ß'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(western, fc.boolean())), cuts, (lines, places) => {
      const bytes = lines.map(([text, narrow]) =>
        // éé… in one byte each never fits UTF-8.
        Buffer.from(`${text}\n`, narrow ? 'latin1' : 'utf8'),
      );
      const expected = lines.map(([text]) => `${text}\n`).join('');
      expect(decode('mixed', Buffer.concat(bytes), places)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});
