import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editableAmount, typedAmount, typedQuantity } from './typed-amount.ts';

const read = (text: string, sign: '.' | ',' = '.', digits = 2) => {
  const result = typedAmount(text, digits, sign);
  return result.state === 'amount' ? result.amount : result.state;
};

describe('a typed amount', () => {
  it('takes a comma or a dot as the decimal sign', () => {
    expect(read('12.50')).toBe(12.5);
    expect(read('12,50')).toBe(12.5);
    expect(read('12,5', ',')).toBe(12.5);
    expect(read('19.99')).toBe(19.99);
    expect(read('.5')).toBe(0.5);
  });

  it('understands thousands', () => {
    expect(read('1,234.50')).toBe(1234.5);
    expect(read('1.234,50')).toBe(1234.5);
    expect(read('1 234,50')).toBe(1234.5);
    expect(read('1,234')).toBe(1234);
    expect(read('1.234', ',')).toBe(1234);
    expect(read('1,234,567')).toBe(1_234_567);
  });

  it('does not mind the currency', () => {
    expect(read('£12.50')).toBe(12.5);
    expect(read('-$3')).toBe(-3);
    expect(read('12,50 €')).toBe(12.5);
    expect(read('EUR 8')).toBe(8);
  });

  it('refuses what it would have to guess or round', () => {
    expect(read('1.234')).toBe('problem');
    expect(read('12.505')).toBe('problem');
    expect(read('1e308')).toBe('problem');
    expect(read('NaN')).toBe('problem');
    expect(read('twelve')).toBe('problem');
    expect(read('1,2,3')).toBe('problem');
    expect(read('99999999999999')).toBe('problem');
    expect(read('10.5', '.', 0)).toBe('problem');
  });

  it('takes blank for nothing, not for zero', () => {
    expect(read('  ')).toBe('blank');
    expect(read('0')).toBe(0);
  });

  it('reads back what a field shows for editing, in any currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
        fc.constantFrom(0, 2, 3),
        fc.constantFrom<'.' | ','>('.', ','),
        (minor, digits, sign) => {
          const amount = minor / 10 ** digits;
          expect(read(editableAmount(amount, digits, sign), sign, digits)).toBe(
            amount === 0 ? 0 : amount,
          );
        },
      ),
    );
  });
});

describe('a typed quantity', () => {
  it('has decimals for weighed goods', () => {
    expect(typedQuantity('3')).toBe(3);
    expect(typedQuantity('0,250')).toBe(0.25);
    expect(typedQuantity('1.5')).toBe(1.5);
    expect(typedQuantity('two')).toBeNull();
    expect(typedQuantity('')).toBeNull();
  });
});
