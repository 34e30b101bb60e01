/** What one ticket or one line adds to the sums. Pure. */
import { noTickets, type TicketSums } from './definitions/ticket-sums.ts';
import type { SaleFacts, SaleLineFacts } from './facts.ts';

/** Sums over the lines of a product. */
export const PRODUCT_MEASURES = [
  'lines',
  'quantity_milli',
  'net_minor',
  'cost_minor',
  'costed_net_minor',
] as const;

/** Sums over the tickets of a customer. */
export const CUSTOMER_MEASURES = ['tickets', 'transactions', 'net_minor'] as const;

export const EXPENSE_MEASURES = ['expenses', 'amount_minor'] as const;

/** True for a line that takes something back: its money, or without any its quantity, is negative. */
function isReturn(line: Pick<SaleLineFacts, 'gross_minor' | 'quantity_milli'>): boolean {
  return line.gross_minor < 0 || (line.gross_minor === 0 && line.quantity_milli < 0);
}

/**
 * The measures of a ticket. Gross and discounts come from lines that sell; what lines take back
 * counts, net of its discount, as returns.
 */
export function ticketMeasures(sale: SaleFacts): TicketSums {
  const sums = noTickets();
  sums.tickets = 1;
  sums.transactions = sale.kind === 'sale' ? 1 : 0;
  sums.tip_minor = sale.tip_minor;
  sums.shipping_minor = sale.shipping_minor;
  for (const line of sale.lines) {
    if (isReturn(line)) {
      sums.returns_minor -= line.net_minor;
    } else {
      sums.sold_milli += line.quantity_milli;
      sums.gross_minor += line.gross_minor;
      sums.discount_minor += line.discount_minor;
    }
    sums.net_minor += line.net_minor;
    sums.tax_minor += line.tax_minor;
    if (line.cost_minor !== null) {
      sums.cost_minor += line.cost_minor;
      sums.costed_net_minor += line.net_minor;
    }
  }
  return sums;
}
