import { z } from 'zod';
import { money } from './primitives.ts';

/** A definition, so that every number can be explained. */
export const kpiDefinition = z.object({
  name: z.string().describe('Such as net_sales.'),
  label: z.string(),
  formula: z.string().describe('In words.'),
  unit: z.enum(['money', 'count', 'ratio', 'quantity']),
  version: z.number().int(),
  better: z.enum(['higher', 'lower', 'neither']),
});
export type KpiDefinition = z.infer<typeof kpiDefinition>;

/**
 * The KPIs of a period by name. Money is in major units, a ratio is 0.25 for 25 %. Null means that
 * it cannot be computed (such as a margin without sales in a comparison).
 */
export const kpiName = z.enum([
  'gross_sales',
  'discounts',
  'returns',
  'net_sales',
  'total_collected',
  'transactions',
  'average_order_value',
  'items_per_sale',
  'refund_rate',
  'cogs',
  'gross_profit',
  'gross_margin',
  'cost_coverage',
  'expenses',
  'net_profit',
  'profit_margin',
  'customers',
  'active_customers',
  'new_customers',
  'returning_customers',
  'repeat_customers',
  'repeat_rate',
  'vip_customers',
]);
export type KpiName = z.infer<typeof kpiName>;

const period = z.object({ start_date: z.string(), end_date: z.string(), days: z.number().int() });

export const comparison = z.enum(['previous_period', 'previous_year', 'none']);
export type Comparison = z.infer<typeof comparison>;

const kpiValue = z.object({
  value: z.number().nullable(),
  compared: z.number().nullable().describe('The same KPI in the comparison period.'),
  change: z
    .number()
    .nullable()
    .describe('(value − compared) ÷ |compared|; for a ratio value − compared.'),
});
export type KpiValue = z.infer<typeof kpiValue>;

/** One point of a series: a day, or a month when the period is long. */
const trendPoint = z.object({
  date: z.string().describe('The day, or the first day of the month.'),
  net_sales: money,
  transactions: z.number().int(),
  average_order_value: money,
  expenses: money,
  net_profit: money,
  active_customers: z.number().int(),
});

export const kpiReport = z.object({
  period,
  compared_with: period.nullable(),
  grain: z.enum(['day', 'month']),
  kpis: z.record(kpiName, kpiValue),
  counted: z
    .object({ sales: z.number().int(), refunds: z.number().int(), expenses: z.number().int() })
    .describe('What the figures of the period are made of. What was deleted is left out.'),
  trend: z.array(trendPoint),
  compared_trend: z.array(trendPoint).describe('Aligned by position; empty without comparison.'),
  top_products: z.array(
    z.object({
      product_id: z.number().int(),
      product_name: z.string(),
      quantity: z.number(),
      net_sales: money,
    }),
  ),
  customer_mix: z.object({
    new: z.number().int(),
    returning: z.number().int(),
    new_net_sales: money,
    returning_net_sales: money,
    anonymous_net_sales: money.describe('Sales without a customer.'),
  }),
  expense_breakdown: z.array(
    z.object({ category: z.string(), total_amount: money, expense_count: z.number().int() }),
  ),
  calculated_at: z.string(),
});
export type KpiReport = z.infer<typeof kpiReport>;
