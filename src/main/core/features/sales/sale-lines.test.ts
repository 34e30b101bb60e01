import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyCodec } from '../../../../shared/lib/money.ts';
import { sumLines } from './sale-draft.ts';
import { storedLines, type TypedLine, turned } from './sale-lines.ts';

const euro = moneyCodec('EUR');
const NO_EXTRAS = { discount_minor: 0 };
const field = (index: number, name: string) => `lines.${index}.${name}`;

/** A line as people write them: the signs of its parts agree. */
const sensibleLine: fc.Arbitrary<TypedLine> = fc
  .record({
    takesBack: fc.boolean(),
    quantity: fc.integer({ min: 1, max: 1_000_000_000 }),
    gross: fc.integer({ min: 0, max: 99_999_999_999 }),
    discounted: fc.double({ min: 0, max: 1, noNaN: true }),
    tax: fc.integer({ min: 0, max: 99_999_999_999 }),
    cost: fc.option(fc.integer({ min: 0, max: 99_999_999_999 })),
  })
  .map(({ takesBack, quantity, gross, discounted, tax, cost }) => {
    const line = {
      quantity_milli: quantity,
      gross_minor: gross,
      discount_minor: 0,
      tax_minor: tax,
      cost_minor: cost,
    };
    return {
      ...(takesBack ? turned(line) : line),
      discount_minor: Math.floor(gross * discounted),
    };
  });

describe('the lines of a ticket', () => {
  it('take no tax of the ticket where they cancel each other out but for a few cents', () => {
    const line = { quantity_milli: 1000, discount_minor: 0, tax_minor: 0, cost_minor: null };
    const typed = [
      { ...line, gross_minor: 99_999_999_998 },
      turned({ ...line, gross_minor: 99_999_999_984 }),
    ];
    const stored = () =>
      storedLines(typed, { ...NO_EXTRAS, tax_minor: 37_178_919_760 }, 'sale', euro, field);
    expect(stored).toThrow(/its tax belongs to no line/);
  });

  it('keep net = gross − discount, and the ticket net = gross − discounts − returns', () => {
    fc.assert(
      fc.property(
        fc.array(sensibleLine, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (typed, part) => {
          const most = typed
            .filter((line) => line.gross_minor > 0)
            .reduce((sum, line) => sum + line.gross_minor - line.discount_minor, 0);
          const ticketDiscount = Math.floor(most * part);
          const lines = storedLines(typed, { discount_minor: ticketDiscount }, 'sale', euro, field);
          for (const line of lines) {
            expect(line.net_minor).toBe(line.gross_minor - line.discount_minor);
            expect(Math.sign(line.net_minor) * Math.sign(line.gross_minor)).toBeGreaterThanOrEqual(
              0,
            );
          }
          const sums = sumLines(lines);
          expect(sums.net_minor).toBe(sums.gross_minor - sums.discount_minor - sums.returns_minor);
          const own = typed
            .filter((line) => line.gross_minor > 0)
            .reduce((sum, line) => sum + line.discount_minor, 0);
          expect(sums.discount_minor).toBe(own + ticketDiscount);
        },
      ),
    );
  });

  it('are the same on a refund but for the sign', () => {
    fc.assert(
      fc.property(fc.array(sensibleLine, { minLength: 1, maxLength: 20 }), (typed) => {
        const positive = typed.map((line) =>
          line.gross_minor < 0 || line.quantity_milli < 0
            ? { ...turned(line), discount_minor: line.discount_minor }
            : line,
        );
        const sold = storedLines(positive, NO_EXTRAS, 'sale', euro, field);
        const refunded = storedLines(positive, NO_EXTRAS, 'refund', euro, field);
        expect(refunded).toEqual(sold.map(turned));
        for (const line of refunded)
          for (const value of Object.values(line)) expect(Object.is(value, -0)).toBe(false);
      }),
    );
  });

  it.each([
    ['a negative quantity of a positive amount', { quantity_milli: -1000 }, 'quantity'],
    ['a discount above the amount', { discount_minor: 501 }, 'discount'],
    ['a negative tax on a positive line', { tax_minor: -1 }, 'tax'],
    ['a positive tax on a returned line', { gross_minor: -500, tax_minor: 1 }, 'tax'],
    ['a negative cost on a positive line', { cost_minor: -1 }, 'cost'],
  ])('refuse %s', (_what, wrong, name) => {
    const line = {
      quantity_milli: 1000,
      gross_minor: 500,
      discount_minor: 0,
      tax_minor: 0,
      cost_minor: null,
      ...wrong,
    };
    expect(() => storedLines([line], NO_EXTRAS, 'sale', euro, field)).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ field: `lines.0.${name}` })],
      }),
    );
  });
});
