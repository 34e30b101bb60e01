import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromText, takesFile, textKinds } from './text-values.ts';

const input = z
  .object({
    days: z.number().int().min(1).default(30),
    limit: z.number().nullish(),
    open: z.boolean().optional(),
    q: z.string().optional(),
    id: z.number(),
  })
  .superRefine(() => {});

describe('text of a query', () => {
  it('is a number where the contract wants one, however it is wrapped', () => {
    const kinds = textKinds(input);
    expect(Object.fromEntries(kinds)).toEqual({
      days: 'number',
      limit: 'number',
      open: 'boolean',
      id: 'number',
    });
    expect(fromText('12', kinds.get('q'))).toBe('12');
  });

  it('gives every number back that was written as a decimal', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 999 }), (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        expect(fromText(text, 'number')).toBe(Number(text));
      }),
    );
  });

  it('stays text when it is anything else, so that it is refused and not guessed', () => {
    const decimal = /^-?\d+(\.\d+)?$/;
    fc.assert(
      fc.property(
        fc.string().filter((text) => !decimal.test(text)),
        (text) => {
          expect(fromText(text, 'number')).toBe(text);
        },
      ),
    );
    for (const odd of ['12,5', 'NaN', 'Infinity', '1e3', '0x1F', ' 12', '12 ', '', '+1', '١٢'])
      expect(fromText(odd, 'number')).toBe(odd);
    for (const odd of ['yes', '1', 'TRUE', '']) expect(fromText(odd, 'boolean')).toBe(odd);
  });

  it('knows a call that takes a file', () => {
    expect(takesFile(z.object({ file: z.file(), mode: z.string() }))).toBe(true);
    expect(takesFile(input)).toBe(false);
    expect(takesFile(undefined)).toBe(false);
  });
});
