import { describe, expect, it } from 'vitest';
import { countedWords } from './counted-words.ts';

const counted = { sales: 120, refunds: 1, expenses: 14 };

describe('what a figure was counted from', () => {
  it('names sales and refunds, and expenses where they count', () => {
    expect(countedWords('net_sales', counted, String)).toBe('Counted: 120 sales and 1 refund.');
    expect(countedWords('net_profit', counted, String)).toBe(
      'Counted: 120 sales, 1 refund and 14 expenses.',
    );
    expect(countedWords('expenses', counted, String)).toBe('Counted: 14 expenses.');
  });

  it('says that refunds are no transactions, and that some figures know no period', () => {
    expect(countedWords('transactions', counted, String)).toBe(
      'Counted: 120 sales. Left out: 1 refund.',
    );
    expect(countedWords('vip_customers', counted, String)).toContain('not only this period');
  });
});
