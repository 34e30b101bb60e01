/** Reads what the engine needs from the entity of an event; another shape is a defect of its writer. */
import type { ExpenseFacts, SaleFacts } from './facts.ts';

export function asSaleFacts(entity: unknown): SaleFacts {
  if (hasSaleFacts(entity)) return entity;
  throw new Error('the event of a sale must carry the sale with its lines');
}

export function asExpenseFacts(entity: unknown): ExpenseFacts {
  if (hasExpenseFacts(entity)) return entity;
  throw new Error('the event of an expense must carry the expense');
}

/** The row id of an entity. */
export function asRecordId(entity: unknown): number {
  if (isRecord(entity) && typeof entity.id === 'number') return entity.id;
  throw new Error('the event must carry the record with its id');
}

function hasSaleFacts(entity: unknown): entity is SaleFacts {
  return (
    isRecord(entity) &&
    (entity.kind === 'sale' || entity.kind === 'refund') &&
    typeof entity.business_date === 'string' &&
    isNumberOrNull(entity.hour) &&
    isNumberOrNull(entity.customer_id) &&
    typeof entity.tip_minor === 'number' &&
    typeof entity.shipping_minor === 'number' &&
    Array.isArray(entity.lines) &&
    entity.lines.every(
      (line) =>
        isRecord(line) &&
        typeof line.product_id === 'number' &&
        typeof line.quantity_milli === 'number' &&
        typeof line.gross_minor === 'number' &&
        typeof line.discount_minor === 'number' &&
        typeof line.net_minor === 'number' &&
        typeof line.tax_minor === 'number' &&
        isNumberOrNull(line.cost_minor),
    )
  );
}

function hasExpenseFacts(entity: unknown): entity is ExpenseFacts {
  return (
    isRecord(entity) &&
    typeof entity.business_date === 'string' &&
    typeof entity.amount_minor === 'number' &&
    isNumberOrNull(entity.category_id)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || typeof value === 'number';
}
