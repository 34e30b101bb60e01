import { describe, expect, it } from 'vitest';
import { type ImportCheck, importChoices } from '../../../../shared/schemas/import-check.ts';
import { planOf, planWords } from './plan-words.ts';

const check: ImportCheck = {
  rows: 30,
  stored_rows: 12,
  bad_rows: 0,
  bad: [],
  suggestions: 0,
  excluded: [],
  rounded_lines: 0,
  totals: {
    records: 5,
    lines: 12,
    refunds: 0,
    net_sales: 50,
    refunded: 0,
    first_date: null,
    last_date: null,
    new_products: 0,
    new_customers: 0,
  },
  already_there: { records: 4, rows: 8, deleted: 0 },
  changed: { records: 3, rows: 10, tickets: [] },
  near_matches: [],
  names_not_compared: 0,
};
const words = (choices: Parameters<typeof importChoices.parse>[0]) =>
  planWords(planOf(check, importChoices.parse(choices), 'sales'), 'sales', String);

describe('what an import does', () => {
  it('adds what is new and touches nothing else by itself', () => {
    expect(words({})).toBe('5 tickets are added.');
  });

  it('follows the choice for all and the choices for single tickets', () => {
    expect(words({ changed: 'replace' })).toBe('5 tickets are added, 3 are replaced.');
    expect(words({ changed: 'replace', changed_tickets: [{ sale_id: 1, choice: 'keep' }] })).toBe(
      '5 tickets are added, 2 are replaced.',
    );
    expect(words({ changed_tickets: [{ sale_id: 1, choice: 'add' }] })).toBe(
      '6 tickets are added.',
    );
  });

  it('adds what is there already only when it is asked to', () => {
    expect(words({ already_there: 'add' })).toBe('9 tickets are added.');
  });

  it('says when there is nothing to do, or only something to replace', () => {
    const none = { added: 0, updated: 0, replaced: 0 };
    expect(planWords(none, 'sales', String)).toBe('There is nothing new to import.');
    expect(planWords({ ...none, replaced: 1 }, 'sales', String)).toBe('1 ticket is replaced.');
  });

  it('tells products that are new from those that the shop has', () => {
    const listed = { ...check, totals: { ...check.totals, new_products: 2 } };
    const plan = planOf(
      { ...listed, changed: { ...check.changed, records: 0 } },
      importChoices.parse({}),
      'products',
    );
    expect(planWords(plan, 'products', String)).toBe(
      '2 products are added, 3 are brought up to date.',
    );
  });
});
