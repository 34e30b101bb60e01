/** Every system that Tillwise knows by its headers. The most particular signature wins. */
import type { ImportFormat } from './format.ts';
import { orderLines } from './order-lines/order-lines.format.ts';
import { squareItems } from './square-items/square-items.format.ts';
import { tillwiseCustomers } from './tillwise-customers/tillwise-customers.format.ts';
import { tillwiseExpenses } from './tillwise-expenses/tillwise-expenses.format.ts';
import { tillwiseSales } from './tillwise-sales/tillwise-sales.format.ts';

export const knownFormats: readonly ImportFormat[] = [
  orderLines,
  squareItems,
  tillwiseSales,
  tillwiseExpenses,
  tillwiseCustomers,
];
