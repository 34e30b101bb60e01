import { expect, test } from 'vitest';
import { importMapping } from '../../../../shared/schemas/import.ts';
import { RowFilter } from './row-filter.ts';

const headers = ['Order', 'Status', 'Cancelled at', 'Kind'];
const filter = () =>
  new RowFilter(
    headers,
    importMapping.parse({
      columns: { ticket: 'Order' },
      date_order: 'ymd',
      decimal: '.',
      refund_rule: 'none',
      skip: [
        { column: 'Status', is: ['Voided', 'pending*'], because: 'No money.' },
        { column: 'Cancelled at', is: ['*'], because: 'Cancelled.', whole_ticket: true },
        { column: 'Kind', is: [''], because: 'A subtotal.' },
        { column: 'Not there', is: ['*'], because: 'Never.' },
      ],
    }),
  );

test.each([
  [['1', ' VOIDED ', '', 'x'], 'No money.'],
  [['1', 'Pending payment', '', 'x'], 'No money.'],
  [['1', 'paid', '2026-01-02', 'x'], 'Cancelled.'],
  [['1', 'paid', '', ''], 'A subtotal.'],
  [['1', 'paid', '', 'x'], undefined],
  [['1', '', '', 'x'], undefined],
])('%j: %s', (cells, because) => expect(filter().check(cells)?.excluded).toBe(because));

test('rows of a ticket that is left out follow it, those of the next one do not', () => {
  const rules = filter();
  const rows = [
    ['1', 'paid', '2026-01-02', 'x'],
    ['1', '', '', 'x'],
    ['2', 'paid', '', 'x'],
    ['1', '', '', 'x'],
  ];
  expect(rows.map((row) => rules.check(row)?.excluded)).toEqual([
    'Cancelled.',
    'Cancelled.',
    undefined,
    undefined,
  ]);
});
