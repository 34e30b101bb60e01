import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KpiName, kpiName, kpiReport } from '../../../../shared/schemas/kpi.ts';
import { dateFormat } from '../../ui/format/date-format.ts';
import { moneyFormat } from '../../ui/format/money-format.ts';
import { numberFormat } from '../../ui/format/number-format.ts';
import { expenseSlices } from './expense-slices.ts';
import { kpiText } from './kpi-text.ts';
import { profitNote } from './profit-note.ts';

const formats = {
  money: moneyFormat('GBP', 'en-GB'),
  number: numberFormat('en-GB'),
  date: dateFormat('Europe/London', 'en-GB'),
};

describe('a figure as text', () => {
  it('follows its unit', () => {
    expect(kpiText(9_747_747.93, 'money', formats)).toBe('£9,747,747.93');
    expect(kpiText(22_064, 'count', formats)).toBe('22,064');
    expect(kpiText(0.6508, 'ratio', formats)).toBe('65.1%');
    expect(kpiText(2.34567, 'quantity', formats)).toBe('2.35');
  });

  it('is a dash when it cannot be computed', () => {
    expect(kpiText(null, 'money', formats)).toBe('–');
  });
});

describe('the note beside a profit', () => {
  const kpis = (values: Partial<Record<KpiName, number>>) =>
    kpiReport.shape.kpis.parse(
      Object.fromEntries(
        kpiName.options.map((name) => [
          name,
          { value: values[name] ?? null, compared: null, change: null },
        ]),
      ),
    );

  it('says what is missing', () => {
    const { number } = formats;
    expect(profitNote(kpis({ net_sales: 100, cost_coverage: 0, expenses: 0 }), number)).toBe(
      'No costs or expenses known yet',
    );
    expect(profitNote(kpis({ net_sales: 100, cost_coverage: 0, expenses: 5 }), number)).toBe(
      'Cost of goods not known',
    );
    expect(profitNote(kpis({ net_sales: 100, cost_coverage: 0.864 }), number)).toBe(
      'Costs known for 86.4% of sales',
    );
  });

  it('keeps quiet when every cost is known, or nothing was sold', () => {
    expect(profitNote(kpis({ net_sales: 100, cost_coverage: 1 }), formats.number)).toBeUndefined();
    expect(profitNote(kpis({ net_sales: 0 }), formats.number)).toBeUndefined();
  });
});

describe('the parts of the expenses', () => {
  const category = fc.record({
    category: fc.string({ minLength: 1 }),
    total_amount: fc.integer({ min: 1, max: 1_000_000 }),
    expense_count: fc.integer({ min: 1, max: 50 }),
  });

  it('are at most six and lose nothing', () => {
    fc.assert(
      fc.property(fc.array(category, { maxLength: 30 }), (breakdown) => {
        const slices = expenseSlices(breakdown);
        const sum = (parts: typeof slices) =>
          parts.reduce(
            (all, part) => [all[0] + part.total_amount, all[1] + part.expense_count] as const,
            [0, 0] as readonly [number, number],
          );
        expect(slices.length).toBeLessThanOrEqual(6);
        expect(sum(slices)).toEqual(sum(breakdown));
      }),
    );
  });

  it('keep the largest by name', () => {
    const breakdown = [5, 9, 1, 7, 3, 8, 2].map((total_amount) => ({
      category: `C${total_amount}`,
      total_amount,
      expense_count: 1,
    }));
    expect(expenseSlices(breakdown).map((part) => part.category)).toEqual([
      'C9',
      'C8',
      'C7',
      'C5',
      'C3',
      '2 other categories',
    ]);
  });
});
