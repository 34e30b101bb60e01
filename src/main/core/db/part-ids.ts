/**
 * Lines and tenders carry their ticket in their id: ticket × 2^20 + place. The parts of a ticket are
 * then a range of the primary key, found and removed without an index of their own.
 */

/** Ids that belong to one ticket; more parts than any ticket has. */
export const MAX_PARTS = 2 ** 20;

/** @param place from 0 */
export function partId(saleId: number, place: number): number {
  return saleId * MAX_PARTS + place;
}

/** The first and the last id that a part of the ticket can have. */
export function partRange(saleId: number): [number, number] {
  return [partId(saleId, 0), partId(saleId, MAX_PARTS - 1)];
}

/**
 * SQL: the parts of a ticket, or of all tickets from one to another.
 * @param part column with the id of the part
 * @param first expression for the id of the (first) ticket
 */
export function isPartOf(part: string, first: string, last = first): string {
  return `${part} BETWEEN (${first}) << 20 AND ((${last}) << 20) + ${MAX_PARTS - 1}`;
}

/** SQL: the ticket of a part. Unlike the column sale_id it can be read from an index alone. */
export function saleOf(part: string): string {
  return `(${part} >> 20)`;
}
