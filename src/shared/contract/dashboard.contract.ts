import { z } from 'zod';
import { comparison, kpiDefinition, kpiReport } from '../schemas/kpi.ts';
import { calendarDate, checkSpan, money, periodFields } from '../schemas/primitives.ts';
import { basicRead, read } from './base.ts';

const tags = ['Dashboard'];

const productTotal = z.object({
  product_name: z.string(),
  total_sales: z.number().describe('Units sold.'),
  total_revenue: money,
});

const categoryTotal = z.object({
  category: z.string(),
  total_amount: money,
  expense_count: z.number().int(),
});

export const dashboardContract = {
  kpis: basicRead
    .route({
      method: 'GET',
      path: '/dashboard/kpis',
      tags,
      summary: 'The main figures of a period',
    })
    .input(z.object(periodFields({ min: 1, days: 30 })).superRefine(checkSpan))
    .output(
      z.object({
        revenue: money,
        profit_margin: z.number().describe('Per cent.'),
        top_products: z.array(productTotal),
        repeat_customers: z.number().int(),
        total_customers: z.number().int(),
        avg_order_value: money,
        calculated_at: z.string(),
        period_days: z.number().int(),
      }),
    ),
  revenueTrend: basicRead
    .route({
      method: 'GET',
      path: '/dashboard/revenue-trend',
      tags,
      summary: 'Revenue and transactions a day, days without sales included',
    })
    .input(z.object(periodFields({ min: 7, days: 30 })).superRefine(checkSpan))
    .output(
      z.array(z.object({ date: z.string(), revenue: money, transactions: z.number().int() })),
    ),
  customerAnalytics: basicRead
    .route({
      method: 'GET',
      path: '/dashboard/customer-analytics',
      tags,
      summary: 'Customers in figures',
    })
    .input(z.object(periodFields({ min: 1, days: 30 })).superRefine(checkSpan))
    .output(
      z.object({
        total_customers: z.number().int(),
        new_customers: z.number().int(),
        repeat_customers: z.number().int(),
        vip_customers: z.number().int(),
        repeat_rate: z.number().describe('Per cent of customers with at least one sale.'),
      }),
    ),
  productPerformance: basicRead
    .route({
      method: 'GET',
      path: '/dashboard/product-performance',
      tags,
      summary: 'Products by revenue, best first',
    })
    .input(
      z
        .object({
          limit: z
            .number({ error: 'limit must be a whole number.' })
            .int({ error: 'limit must be a whole number.' })
            .min(1, { error: 'limit must be at least 1.' })
            .max(50, { error: 'limit must be at most 50.' })
            .default(10),
          ...periodFields({ min: 1, days: null }),
        })
        .superRefine(checkSpan),
    )
    .output(z.array(productTotal)),
  expenseBreakdown: basicRead
    .route({
      method: 'GET',
      path: '/dashboard/expense-breakdown',
      tags,
      summary: 'Expenses by category, largest first',
    })
    .input(z.object(periodFields({ min: 1, days: 30 })).superRefine(checkSpan))
    .output(z.array(categoryTotal)),
  report: read
    .route({
      method: 'GET',
      path: '/dashboard/report',
      tags,
      summary: 'Every figure of a period beside the previous period or year',
    })
    .input(
      z
        .object({
          start_date: calendarDate,
          end_date: calendarDate,
          compare: comparison.default('previous_period'),
          top: z.number().int().min(1).max(50).default(10),
        })
        .superRefine(checkSpan),
    )
    .output(kpiReport),
  definitions: read
    .route({
      method: 'GET',
      path: '/dashboard/definitions',
      tags,
      summary: 'How each figure is computed',
    })
    .output(z.array(kpiDefinition)),
  span: read
    .route({
      method: 'GET',
      path: '/dashboard/span',
      tags,
      summary: 'Today in the shop, and the first and last day with data',
    })
    .output(
      z.object({
        today: z.string(),
        first_date: z.string().nullable(),
        last_date: z.string().nullable(),
      }),
    ),
};
