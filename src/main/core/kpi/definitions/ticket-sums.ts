/** Sums over tickets: what the KPIs of sales are computed from. Pure. */

/** Sums over tickets, in the order of the rollup columns. */
export const TICKET_MEASURES = [
  'tickets',
  'transactions',
  'sold_milli',
  'gross_minor',
  'discount_minor',
  'returns_minor',
  'net_minor',
  'tax_minor',
  'tip_minor',
  'shipping_minor',
  'cost_minor',
  'costed_net_minor',
] as const;
export type TicketSums = Record<(typeof TICKET_MEASURES)[number], number>;

/** No tickets at all. */
export function noTickets(): TicketSums {
  return {
    tickets: 0,
    transactions: 0,
    sold_milli: 0,
    gross_minor: 0,
    discount_minor: 0,
    returns_minor: 0,
    net_minor: 0,
    tax_minor: 0,
    tip_minor: 0,
    shipping_minor: 0,
    cost_minor: 0,
    costed_net_minor: 0,
  };
}

/** Adds `other`, `times` over, to `sums`. */
export function addTickets(sums: TicketSums, other: TicketSums, times = 1): TicketSums {
  for (const measure of TICKET_MEASURES) sums[measure] += other[measure] * times;
  return sums;
}
