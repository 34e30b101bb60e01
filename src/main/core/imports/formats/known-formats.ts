/** Every system that Tillwise knows by its headers. The most particular signature wins. */

import { bankOfAmerica } from './bank-of-america/bank-of-america.format.ts';
import { capitalOne } from './capital-one/capital-one.format.ts';
import { chaseAccount } from './chase-account/chase-account.format.ts';
import { chaseCard } from './chase-card/chase-card.format.ts';
import { cloverOrders } from './clover-orders/clover-orders.format.ts';
import { etsyItems } from './etsy-items/etsy-items.format.ts';
import type { ImportFormat } from './format.ts';
import { lightspeedItems } from './lightspeed-items/lightspeed-items.format.ts';
import { loyverseItems } from './loyverse-items/loyverse-items.format.ts';
import { loyverseReceipts } from './loyverse-receipts/loyverse-receipts.format.ts';
import { loyverseReceiptsByItem } from './loyverse-receipts-by-item/loyverse-receipts-by-item.format.ts';
import { orderLines } from './order-lines/order-lines.format.ts';
import { paypal } from './paypal/paypal.format.ts';
import { quickbooks } from './quickbooks/quickbooks.format.ts';
import { shopifyCustomers } from './shopify-customers/shopify-customers.format.ts';
import { shopifyOrders } from './shopify-orders/shopify-orders.format.ts';
import { sparkasse } from './sparkasse/sparkasse.format.ts';
import { squareItems } from './square-items/square-items.format.ts';
import { squareTransactions } from './square-transactions/square-transactions.format.ts';
import { stripePayments } from './stripe-payments/stripe-payments.format.ts';
import { tillwiseCustomers } from './tillwise-customers/tillwise-customers.format.ts';
import { tillwiseExpenses } from './tillwise-expenses/tillwise-expenses.format.ts';
import { tillwiseProducts } from './tillwise-products/tillwise-products.format.ts';
import { tillwiseSales } from './tillwise-sales/tillwise-sales.format.ts';
import { toastItems } from './toast-items/toast-items.format.ts';
import { woocommerceOrderItems } from './woocommerce-order-items/woocommerce-order-items.format.ts';
import { woocommerceOrders } from './woocommerce-orders/woocommerce-orders.format.ts';
import { woocommerceProducts } from './woocommerce-products/woocommerce-products.format.ts';

export const knownFormats: readonly ImportFormat[] = [
  bankOfAmerica,
  capitalOne,
  chaseAccount,
  chaseCard,
  cloverOrders,
  etsyItems,
  lightspeedItems,
  loyverseItems,
  loyverseReceipts,
  loyverseReceiptsByItem,
  orderLines,
  paypal,
  quickbooks,
  shopifyCustomers,
  shopifyOrders,
  sparkasse,
  squareItems,
  squareTransactions,
  stripePayments,
  tillwiseCustomers,
  tillwiseExpenses,
  tillwiseProducts,
  tillwiseSales,
  toastItems,
  woocommerceOrderItems,
  woocommerceOrders,
  woocommerceProducts,
];
