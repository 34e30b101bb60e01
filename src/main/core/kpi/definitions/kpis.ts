/** Every KPI as data: what it is called, how it is computed, in which unit. Pure; see docs/kpis.md. */
import type { KpiDefinition, KpiName } from '../../../../shared/schemas/kpi.ts';
import type { TicketSums } from './ticket-sums.ts';

/** What the KPIs of a period are computed from. Money in minor units. */
export interface PeriodFigures {
  sales: TicketSums;
  expenses_minor: number;
  /** Customers of the period; null where the period cannot be compared by customers. */
  visitors: { active: number; new: number; returning: number } | null;
  /** All time; null in a comparison, because the past state is not kept. */
  customers: { known: number; with_sale: number; repeat: number; vip: number } | null;
}

export interface Kpi extends KpiDefinition {
  name: KpiName;
  /** Money in minor units, a ratio as 0.25, a quantity as a number; null when not computable. */
  compute(figures: PeriodFigures): number | null;
  /** Shown where it cannot be computed; a comparison stays empty. */
  otherwise?: number;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

const grossProfit = ({ sales }: PeriodFigures) => sales.net_minor - sales.cost_minor;
const netProfit = (figures: PeriodFigures) => grossProfit(figures) - figures.expenses_minor;

export const KPIS: readonly Kpi[] = [
  {
    name: 'gross_sales',
    label: 'Gross sales',
    formula: 'Sum of price × quantity of the lines that sell, before discounts and without tax',
    unit: 'money',
    version: 1,
    better: 'higher',
    compute: ({ sales }) => sales.gross_minor,
  },
  {
    name: 'discounts',
    label: 'Discounts',
    formula: 'Discounts on lines that sell, each with its share of the ticket discount',
    unit: 'money',
    version: 1,
    better: 'neither',
    compute: ({ sales }) => sales.discount_minor,
  },
  {
    name: 'returns',
    label: 'Returns',
    formula: 'Sum of the lines taken back, net of their discount, dated on the day of the return',
    unit: 'money',
    version: 1,
    better: 'lower',
    compute: ({ sales }) => sales.returns_minor,
  },
  {
    name: 'net_sales',
    label: 'Net sales',
    formula: 'Gross sales − discounts − returns; also called revenue',
    unit: 'money',
    version: 1,
    better: 'higher',
    compute: ({ sales }) => sales.net_minor,
  },
  {
    name: 'total_collected',
    label: 'Total collected',
    formula: 'Net sales + tax + tips + shipping',
    unit: 'money',
    version: 1,
    better: 'higher',
    compute: ({ sales }) =>
      sales.net_minor + sales.tax_minor + sales.tip_minor + sales.shipping_minor,
  },
  {
    name: 'transactions',
    label: 'Transactions',
    formula: 'Number of tickets that are sales; a refund ticket is not a transaction',
    unit: 'count',
    version: 1,
    better: 'higher',
    compute: ({ sales }) => sales.transactions,
  },
  {
    name: 'average_order_value',
    label: 'Average order value',
    formula: 'Net sales ÷ transactions',
    unit: 'money',
    version: 1,
    better: 'higher',
    compute: ({ sales }) => ratio(sales.net_minor, sales.transactions),
  },
  {
    name: 'items_per_sale',
    label: 'Items per sale',
    formula: 'Quantity of the lines that sell ÷ transactions; what comes back is not taken off',
    unit: 'quantity',
    version: 1,
    better: 'higher',
    compute: ({ sales }) => ratio(sales.sold_milli / 1000, sales.transactions),
  },
  {
    name: 'refund_rate',
    label: 'Refund rate',
    formula: 'Returns ÷ (gross sales − discounts)',
    unit: 'ratio',
    version: 1,
    better: 'lower',
    compute: ({ sales }) => ratio(sales.returns_minor, sales.gross_minor - sales.discount_minor),
  },
  {
    name: 'cogs',
    label: 'Cost of goods sold',
    formula: 'Cost of what was sold − cost of what came back, where the cost is known',
    unit: 'money',
    version: 1,
    better: 'lower',
    compute: ({ sales }) => sales.cost_minor,
  },
  {
    name: 'gross_profit',
    label: 'Gross profit',
    formula: 'Net sales − cost of goods sold',
    unit: 'money',
    version: 1,
    better: 'higher',
    compute: grossProfit,
  },
  {
    name: 'gross_margin',
    label: 'Gross margin',
    formula: 'Gross profit ÷ net sales; read it with the cost coverage',
    unit: 'ratio',
    version: 1,
    better: 'higher',
    compute: (figures) => ratio(grossProfit(figures), figures.sales.net_minor),
  },
  {
    name: 'cost_coverage',
    label: 'Cost coverage',
    formula: 'Net sales of lines whose cost is known ÷ net sales',
    unit: 'ratio',
    version: 1,
    better: 'higher',
    compute: ({ sales }) => ratio(sales.costed_net_minor, sales.net_minor),
  },
  {
    name: 'expenses',
    label: 'Expenses',
    formula: 'Sum of the expenses dated in the period',
    unit: 'money',
    version: 1,
    better: 'lower',
    compute: ({ expenses_minor }) => expenses_minor,
  },
  {
    name: 'net_profit',
    label: 'Net profit',
    formula: 'Net sales − cost of goods sold − expenses',
    unit: 'money',
    version: 1,
    better: 'higher',
    compute: netProfit,
  },
  {
    name: 'profit_margin',
    label: 'Profit margin',
    formula: 'Net profit ÷ net sales; 0 without sales',
    unit: 'ratio',
    version: 1,
    better: 'higher',
    compute: (figures) => ratio(netProfit(figures), figures.sales.net_minor),
    otherwise: 0,
  },
  {
    name: 'customers',
    label: 'Customers',
    formula: 'All customers known today, with or without a sale',
    unit: 'count',
    version: 1,
    better: 'higher',
    compute: ({ customers }) => customers?.known ?? null,
  },
  {
    name: 'active_customers',
    label: 'Active customers',
    formula: 'Customers with at least one sale in the period; a refund alone does not count',
    unit: 'count',
    version: 1,
    better: 'higher',
    compute: ({ visitors }) => visitors?.active ?? null,
  },
  {
    name: 'new_customers',
    label: 'New customers',
    formula: 'Customers whose first sale falls in the period, even if they came back in it',
    unit: 'count',
    version: 1,
    better: 'higher',
    compute: ({ visitors }) => visitors?.new ?? null,
  },
  {
    name: 'returning_customers',
    label: 'Returning customers',
    formula: 'Customers with a sale in the period who had bought before that sale',
    unit: 'count',
    version: 1,
    better: 'higher',
    compute: ({ visitors }) => visitors?.returning ?? null,
  },
  {
    name: 'repeat_customers',
    label: 'Repeat customers',
    formula: 'Customers with at least two sales in all, whatever the period',
    unit: 'count',
    version: 1,
    better: 'higher',
    compute: ({ customers }) => customers?.repeat ?? null,
  },
  {
    name: 'repeat_rate',
    label: 'Repeat rate',
    formula: 'Repeat customers ÷ customers with at least one sale, all time',
    unit: 'ratio',
    version: 1,
    better: 'higher',
    compute: ({ customers }) => customers && ratio(customers.repeat, customers.with_sale),
  },
  {
    name: 'vip_customers',
    label: 'VIP customers',
    formula: 'Customers whose net sales of all time are above the threshold in Settings',
    unit: 'count',
    version: 1,
    better: 'higher',
    compute: ({ customers }) => customers?.vip ?? null,
  },
];

/** The definitions as everybody may read them, without their code. */
export function kpiDefinitions(): KpiDefinition[] {
  return KPIS.map(({ name, label, formula, unit, version, better }) => ({
    name,
    label,
    formula,
    unit,
    version,
    better,
  }));
}
