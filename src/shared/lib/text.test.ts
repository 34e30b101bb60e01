import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName, hasUnstorable, nameKey } from './text.ts';

describe('names', () => {
  it('are the same whatever blanks, case and composition they are written with', () => {
    expect(nameKey('  Flat \t White\n')).toBe('flat white');
    expect(nameKey('CAFE\u0301')).toBe(nameKey('café'));
    expect(nameKey('Ｔｅａ')).toBe('tea');
    expect(nameKey('tea')).not.toBe(nameKey('tee'));
  });

  it('keep what is theirs: case, emoji, right-to-left text, quotes', () => {
    expect(cleanName(' Cafe\u0301  ☕️ ')).toBe('Café ☕️');
    expect(cleanName('قهوة')).toBe('قهوة');
    expect(cleanName("'; DROP TABLE sale; --")).toBe("'; DROP TABLE sale; --");
  });

  it('do not change when cleaned or keyed twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanName(cleanName(text))).toBe(cleanName(text));
        expect(nameKey(nameKey(text))).toBe(nameKey(text));
        expect(nameKey(cleanName(text))).toBe(nameKey(text));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('what cannot be stored', () => {
  it('is half of a character', () => {
    for (const text of ['a\ud83c', '\udf75b', '\ud83c\ud83c\udf75', '\udf75\ud83c'])
      expect(hasUnstorable(text)).toBe(true);
    expect(hasUnstorable('a🍵🍵')).toBe(false);
  });

  it('is a control character, but for tab and line ends', () => {
    for (const code of [0, 1, 8, 11, 12, 14, 27, 31, 127])
      expect(hasUnstorable(`a${String.fromCharCode(code)}b`)).toBe(true);
    expect(hasUnstorable('one\ttwo\r\nthree é ☕ عربي')).toBe(false);
  });
});
