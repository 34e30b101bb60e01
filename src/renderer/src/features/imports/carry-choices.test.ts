import { expect, it } from 'vitest';
import {
  type ImportCheck,
  importCheck,
  importChoices,
} from '../../../../shared/schemas/import-check.ts';
import { carryChoices } from './carry-choices.ts';

const check = (part: Partial<ImportCheck>): ImportCheck =>
  importCheck.parse({
    rows: 3,
    stored_rows: 3,
    bad_rows: 0,
    bad: [],
    suggestions: 0,
    excluded: [],
    rounded_lines: 0,
    totals: {
      records: 3,
      lines: 3,
      refunds: 0,
      net_sales: 10,
      refunded: 0,
      first_date: null,
      last_date: null,
      new_products: 0,
      new_customers: 0,
    },
    already_there: { records: 0, rows: 0, deleted: 0 },
    changed: { records: 0, rows: 0, tickets: [] },
    near_matches: [],
    names_not_compared: 0,
    ...part,
  });
const near = (in_file: number, name: string) => ({
  kind: 'product' as const,
  in_file,
  name,
  stored_id: 7,
  stored_name: 'Flat white',
  reason: 'The names are alike.',
});
const ticket = (sale_id: number) => ({
  sale_id,
  number: String(sale_id),
  business_date: '2026-03-01',
  differences: [],
});

it('finds a name that a corrected row moved to another place in the file', () => {
  const before = check({ near_matches: [near(2, 'Flat whitte'), near(3, 'Flat wite')] });
  const after = check({ near_matches: [near(3, 'Flat whitte'), near(4, 'Flat wite')] });
  const choices = importChoices.parse({
    matches: [{ kind: 'product', in_file: 2, stored_id: 7 }],
  });
  expect(carryChoices(choices, before, after).matches).toEqual([
    { kind: 'product', in_file: 3, stored_id: 7 },
  ]);
});

it('drops the choice for a ticket that differs no more, and keeps the others', () => {
  const changed = (...ids: number[]) => ({
    changed: { records: ids.length, rows: ids.length, tickets: ids.map(ticket) },
  });
  const choices = importChoices.parse({
    already_there: 'add',
    changed: 'replace',
    changed_tickets: [
      { sale_id: 1, choice: 'keep' },
      { sale_id: 2, choice: 'add' },
    ],
  });
  expect(carryChoices(choices, check(changed(1, 2)), check(changed(2)))).toEqual({
    ...choices,
    changed_tickets: [{ sale_id: 2, choice: 'add' }],
  });
});
