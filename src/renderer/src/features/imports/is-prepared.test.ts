import { expect, it } from 'vitest';
import { importChoices, readingOrder } from '../../../../shared/schemas/import-check.ts';
import { isPrepared } from './is-prepared.ts';

const order = readingOrder.parse({
  upload_id: 'u1',
  kind: 'sales',
  mapping: {
    columns: {},
    date_order: 'ymd',
    decimal: '.',
    refund_rule: 'none',
  },
});
const checking = (choices: object) =>
  isPrepared({
    name: 'checking',
    fileName: 'march.csv',
    order,
    asked: {},
    choices: importChoices.parse(choices),
    progress: null,
  });

it('knows what was decided about a file also while it is checked again', () => {
  expect(checking({})).toBe(false);
  expect(checking({ matches: [{ kind: 'product', in_file: 2, stored_id: 7 }] })).toBe(true);
  expect(checking({ already_there: 'add' })).toBe(true);
});
