import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

const KNOWN = [
  'q',
  'product_name',
  'amount',
  'tender',
  'tenders',
  'tip',
  'tax',
  'date',
  'customer_id',
];

describe('the nearest name', () => {
  it.each([
    ['tendrs', 'tenders'],
    ['tendres', 'tenders'],
    ['Tender', 'tender'],
    ['productName', 'product_name'],
    ['PRODUCT-NAME', 'product_name'],
    ['amuont', 'amount'],
    ['custmer_id', 'customer_id'],
    ['tipp', 'tip'],
    ['dates', 'date'],
  ])('of %s is %s', (wrong, right) => expect(nearestName(wrong, KNOWN)).toBe(right));

  it.each(['payments', 'id', 'note', '', '_', 'x', 'x'.repeat(10_000)])('of %s is none', (wrong) =>
    expect(nearestName(wrong, KNOWN)).toBeUndefined(),
  );
});
