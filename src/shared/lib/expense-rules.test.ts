import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryByRules, isVagueCategory, merchantText } from './expense-rules.ts';
import { nameKey } from './text.ts';

describe('the name in what a bank writes', () => {
  it.each([
    ['SHELL OIL 57442 LONDON GB', 'SHELL OIL'],
    ['CARD PAYMENT TO TESCO STORES 3321 ON 12 JUL', 'TESCO STORES'],
    ['POS 4471 Shell Station 12/07', 'Shell Station'],
    ['SQ *COFFEE ROASTERS', 'COFFEE ROASTERS'],
    ['SEPA-Lastschrift Stadtwerke München 4711', 'SEPA-Lastschrift Stadtwerke München'],
    ['Kartenzahlung REWE 0815', 'REWE'],
    ['Direct Debit British Gas Ref 99182', 'British Gas'],
    ['Milk', 'Milk'],
  ])('%s → %s', (description, text) => {
    expect(merchantText(description)).toBe(text);
  });

  it.each(['4711', 'CARD PAYMENT 12/07', '', 'AB 12', '***'])('is not there in "%s"', (text) => {
    expect(merchantText(text)).toBeUndefined();
  });

  it('makes a rule that finds its own description, whatever that is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 60 }),
          fc
            .array(
              fc.constantFrom('CARD', 'to', 'SHELL', '12/07', '4711', '*', 'Ö. Bäcker', 'GB', '-'),
            )
            .map((parts) => parts.join(' ')),
        ),
        (description) => {
          const text = merchantText(description);
          if (text === undefined) return;
          expect(/\d/.test(text)).toBe(false);
          const rule = { textKey: nameKey(text), category: 'Fuel' };
          expect(categoryByRules(description, [rule])).toBe('Fuel');
        },
      ),
    );
  });
});

describe('the category of a description', () => {
  const rules = [
    { textKey: 'shell cafe', category: 'Meals' },
    { textKey: 'shell', category: 'Fuel' },
  ];

  it('is that of the first rule whose text is in it, case and spaces apart', () => {
    expect(categoryByRules('POS  SHELL   Cafe 12', rules)).toBe('Meals');
    expect(categoryByRules('Shell 0815', rules)).toBe('Fuel');
    expect(categoryByRules('Esso', rules)).toBeUndefined();
    expect(categoryByRules('Shell', [])).toBeUndefined();
  });

  it('may be too vague to count', () => {
    expect(isVagueCategory(' miscellaneous ')).toBe(true);
    expect(isVagueCategory('Rent')).toBe(false);
  });
});
