import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyPayment, leftToPay, paymentValues, typedPayment } from './payment-values.ts';
import { FieldProblems } from './use-saving.ts';

const paid = (tender: string, amount: string) => ({ ...emptyPayment(tender), amount });
const show = (amount: number) => `€${amount.toFixed(2)}`;
const problemsOf = (payments: Parameters<typeof typedPayment>[0], total: number) => {
  try {
    typedPayment(payments, total, 2, show);
    return {};
  } catch (error) {
    if (error instanceof FieldProblems) return error.fields;
    throw error;
  }
};

describe('how a ticket was paid', () => {
  it('asks for no amount when it was paid in one way', () => {
    expect(typedPayment([paid(' Cash ', '')], 12, 2, show)).toEqual({ tender: 'Cash' });
    expect(typedPayment([paid('', '')], 12, 2, show)).toEqual({ tender: null });
  });

  it('gives the empty amount what the others leave, to the cent', () => {
    const cents = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 6 }), cents, (parts, rest) => {
        const total = (parts.reduce((sum, part) => sum + part, 0) + rest) / 100;
        const payments = [
          ...parts.map((part) => paid('Card', (part / 100).toFixed(2))),
          paid('Cash', ''),
        ];
        const { tenders = [] } = typedPayment(payments, total, 2, show);
        expect(Math.round((tenders.at(-1)?.amount ?? 0) * 100)).toBe(rest);
        expect(leftToPay(payments, total, 2)).toBe(rest / 100);
      }),
    );
  });

  it('says what is missing, what is too much and what nothing is left for', () => {
    expect(problemsOf([paid('Card', '6'), paid('Cash', '3.50')], 10)).toEqual({
      'payments.1.amount': '€0.50 of €10.00 is not paid yet.',
    });
    expect(problemsOf([paid('Card', '6'), paid('Cash', '5')], 10)).toEqual({
      'payments.1.amount': 'This is €1.00 more than the €10.00 of the ticket.',
    });
    expect(Object.keys(problemsOf([paid('', ''), paid('Cash', '10')], 10))).toEqual([
      'payments.0.tender',
      'payments.0.amount',
    ]);
    expect(Object.keys(problemsOf([paid('Card', ''), paid('Cash', '')], 10))).toEqual([
      'payments.1.amount',
    ]);
    expect(problemsOf([paid('Card', 'six'), paid('Cash', '')], 10)).toEqual({
      'payments.0.amount': '"six" is not an amount. Write it like 12.50.',
    });
  });

  it('shows the payments of a refund as they are written', () => {
    const stored = [
      { kind: 'Cash', amount: -4 },
      { kind: 'Card', amount: -6 },
    ];
    const payments = paymentValues(stored, -1, 2);
    expect(typedPayment(payments, 10, 2, show)).toEqual({
      tenders: [
        { kind: 'Cash', amount: 4 },
        { kind: 'Card', amount: 6 },
      ],
    });
    expect(paymentValues(stored.slice(0, 1), -1, 2)).toMatchObject([
      { tender: 'Cash', amount: '' },
    ]);
  });
});
