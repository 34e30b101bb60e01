/**
 * Sums that dashboards read instead of sale lines. Written only by core/kpi, in the transaction of
 * the write they follow from. A row exists exactly while something counts towards it.
 */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Measures of tickets. `sold_milli` is the quantity of the lines that sell; returns leave it alone. */
const ticketMeasures = {
  tickets: integer().notNull(),
  transactions: integer().notNull(),
  sold_milli: integer().notNull(),
  gross_minor: integer().notNull(),
  discount_minor: integer().notNull(),
  returns_minor: integer().notNull(),
  net_minor: integer().notNull(),
  tax_minor: integer().notNull(),
  tip_minor: integer().notNull(),
  shipping_minor: integer().notNull(),
  cost_minor: integer().notNull(),
  costed_net_minor: integer().notNull(),
};

/** Measures of lines; `quantity_milli` is net of what came back. */
const productMeasures = {
  lines: integer().notNull(),
  quantity_milli: integer().notNull(),
  net_minor: integer().notNull(),
  cost_minor: integer().notNull(),
  costed_net_minor: integer().notNull(),
};

const customerMeasures = {
  tickets: integer().notNull(),
  transactions: integer().notNull(),
  net_minor: integer().notNull(),
};

const expenseMeasures = { expenses: integer().notNull(), amount_minor: integer().notNull() };

export const rollupDay = sqliteTable('rollup_day', { day: text().primaryKey(), ...ticketMeasures });

export const rollupMonth = sqliteTable('rollup_month', {
  month: text().primaryKey(),
  ...ticketMeasures,
});

export const rollupDayProduct = sqliteTable(
  'rollup_day_product',
  { day: text().notNull(), product_id: integer().notNull(), ...productMeasures },
  (t) => [primaryKey({ columns: [t.day, t.product_id] })],
);

export const rollupMonthProduct = sqliteTable(
  'rollup_month_product',
  { month: text().notNull(), product_id: integer().notNull(), ...productMeasures },
  (t) => [primaryKey({ columns: [t.month, t.product_id] })],
);

/** All time, for lists. */
export const rollupProduct = sqliteTable('rollup_product', {
  product_id: integer().primaryKey(),
  ...productMeasures,
});

/** Only tickets whose time is known. */
export const rollupDayHour = sqliteTable(
  'rollup_day_hour',
  {
    day: text().notNull(),
    hour: integer().notNull(),
    ...ticketMeasures,
  },
  (t) => [primaryKey({ columns: [t.day, t.hour] })],
);

/** category_id 0 stands for none. */
export const rollupDayExpense = sqliteTable(
  'rollup_day_expense',
  { day: text().notNull(), category_id: integer().notNull(), ...expenseMeasures },
  (t) => [primaryKey({ columns: [t.day, t.category_id] })],
);

export const rollupMonthExpense = sqliteTable(
  'rollup_month_expense',
  { month: text().notNull(), category_id: integer().notNull(), ...expenseMeasures },
  (t) => [primaryKey({ columns: [t.month, t.category_id] })],
);

export const rollupDayCustomer = sqliteTable(
  'rollup_day_customer',
  { day: text().notNull(), customer_id: integer().notNull(), ...customerMeasures },
  (t) => [primaryKey({ columns: [t.day, t.customer_id] })],
);

export const rollupMonthCustomer = sqliteTable(
  'rollup_month_customer',
  { month: text().notNull(), customer_id: integer().notNull(), ...customerMeasures },
  (t) => [primaryKey({ columns: [t.month, t.customer_id] })],
);

/** How many customers have that many tickets of kind sale, all time. */
export const rollupVisits = sqliteTable('rollup_visits', {
  transactions: integer().primaryKey(),
  customers: integer().notNull(),
});

/**
 * All time, of customers that are not deleted. `first_day` and `last_day` are of tickets of kind
 * sale; null without one.
 */
export const rollupCustomer = sqliteTable(
  'rollup_customer',
  {
    customer_id: integer().primaryKey(),
    first_day: text(),
    last_day: text(),
    cost_minor: integer().notNull(),
    ...customerMeasures,
  },
  (t) => [index('rollup_customer_first').on(t.first_day)],
);
