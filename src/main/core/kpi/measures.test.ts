import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kpiName } from '../../../shared/schemas/kpi.ts';
import { KPIS, kpiDefinitions, type PeriodFigures } from './definitions/kpis.ts';
import { addTickets, noTickets } from './definitions/ticket-sums.ts';
import type { SaleFacts } from './facts.ts';
import { ticketMeasures } from './measures.ts';

const minor = fc.integer({ min: -1_000_000, max: 1_000_000 });

const line = fc
  .record({
    product_id: fc.integer({ min: 1, max: 5 }),
    quantity_milli: fc.integer({ min: -5000, max: 5000 }),
    gross_minor: minor,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    tax_minor: minor,
    cost_minor: fc.option(minor, { nil: null }),
  })
  .map(({ share, ...rest }) => {
    const discount_minor = Math.trunc(rest.gross_minor * share);
    return { ...rest, discount_minor, net_minor: rest.gross_minor - discount_minor };
  });

const ticket: fc.Arbitrary<SaleFacts> = fc.record({
  kind: fc.constantFrom('sale', 'refund'),
  business_date: fc.constant('2026-05-05'),
  hour: fc.option(fc.integer({ min: 0, max: 23 }), { nil: null }),
  customer_id: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  tip_minor: minor,
  shipping_minor: minor,
  lines: fc.array(line, { maxLength: 6 }),
});

const figures: fc.Arbitrary<PeriodFigures> = fc
  .tuple(fc.array(ticket, { maxLength: 8 }), fc.nat(1_000_000))
  .map(([tickets, expenses_minor]) => ({
    sales: tickets.reduce((sums, sale) => addTickets(sums, ticketMeasures(sale)), noTickets()),
    expenses_minor,
    visitors: { active: 3, new: 1, returning: 2 },
    customers: { known: 9, with_sale: 4, repeat: 2, vip: 1 },
  }));

function kpi(name: (typeof KPIS)[number]['name'], of: PeriodFigures): number | null {
  const found = KPIS.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no definition of ${name}`);
  return found.compute(of);
}

describe('identities of the KPIs', () => {
  test('net sales = gross sales − discounts − returns', () => {
    fc.assert(
      fc.property(figures, (of) => {
        expect(kpi('net_sales', of)).toBe(
          (kpi('gross_sales', of) ?? 0) - (kpi('discounts', of) ?? 0) - (kpi('returns', of) ?? 0),
        );
      }),
    );
  });

  test('net sales are the sum of every line', () => {
    fc.assert(
      fc.property(fc.array(ticket), (tickets) => {
        const sums = tickets.reduce(
          (total, sale) => addTickets(total, ticketMeasures(sale)),
          noTickets(),
        );
        const lines = tickets.flatMap((sale) => sale.lines);
        expect(sums.net_minor).toBe(lines.reduce((sum, { net_minor }) => sum + net_minor, 0));
        expect(sums.transactions).toBe(tickets.filter(({ kind }) => kind === 'sale').length);
      }),
    );
  });

  test('gross profit − expenses = net profit; margins × net sales give them back', () => {
    fc.assert(
      fc.property(figures, (of) => {
        const net = kpi('net_sales', of) ?? 0;
        const profit = kpi('net_profit', of) ?? 0;
        expect((kpi('gross_profit', of) ?? 0) - of.expenses_minor).toBe(profit);
        const margin = kpi('profit_margin', of);
        if (net === 0) expect(margin).toBeNull();
        else expect((margin ?? 0) * net).toBeCloseTo(profit, 3);
      }),
    );
  });

  test('a ticket taken out again leaves nothing', () => {
    fc.assert(
      fc.property(ticket, (sale) => {
        const sums = addTickets(
          addTickets(noTickets(), ticketMeasures(sale)),
          ticketMeasures(sale),
          -1,
        );
        expect(Object.values(sums).every((sum) => sum === 0)).toBe(true);
      }),
    );
  });
});

describe('a worked example', () => {
  const facts = (
    lines: Partial<SaleFacts['lines'][number]>[],
    kind: 'sale' | 'refund',
  ): SaleFacts => ({
    kind,
    business_date: '2026-05-05',
    hour: 9,
    customer_id: null,
    tip_minor: kind === 'sale' ? 50 : 0,
    shipping_minor: 0,
    lines: lines.map((given) => ({
      product_id: 1,
      quantity_milli: 1000,
      gross_minor: 0,
      discount_minor: 0,
      net_minor: (given.gross_minor ?? 0) - (given.discount_minor ?? 0),
      tax_minor: 0,
      cost_minor: null,
      ...given,
    })),
  });
  const of: PeriodFigures = {
    sales: [
      facts(
        [
          { gross_minor: 1000, discount_minor: 100, cost_minor: 400, quantity_milli: 2000 },
          { gross_minor: 500 },
        ],
        'sale',
      ),
      facts(
        [{ gross_minor: -500, discount_minor: -50, cost_minor: -200, quantity_milli: -1000 }],
        'refund',
      ),
    ].reduce((sums, sale) => addTickets(sums, ticketMeasures(sale)), noTickets()),
    expenses_minor: 300,
    visitors: null,
    customers: null,
  };

  test.each([
    ['gross_sales', 1500],
    ['discounts', 100],
    ['returns', 450],
    ['net_sales', 950],
    ['total_collected', 1000],
    ['transactions', 1],
    ['average_order_value', 950],
    ['items_per_sale', 3],
    ['refund_rate', 450 / 1400],
    ['cogs', 200],
    ['gross_profit', 750],
    ['cost_coverage', 450 / 950],
    ['expenses', 300],
    ['net_profit', 450],
    ['profit_margin', 450 / 950],
    ['active_customers', null],
    ['repeat_rate', null],
  ] as const)('%s', (name, value) => {
    expect(kpi(name, of)).toBe(value);
  });
});

test('every KPI of the contract has one definition, and no other has', () => {
  expect(kpiDefinitions().map(({ name }) => name)).toEqual(kpiName.options);
});
