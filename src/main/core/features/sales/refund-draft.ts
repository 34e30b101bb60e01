/** The refund that takes back what is left of a sale, or some of its lines. */
import type { RefundInput } from '../../../../shared/schemas/sale-input.ts';
import { externalSourceOf } from '../../context.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { everythingLeft, leftOf, someLines } from './refund-shares.ts';
import type { SaleEntity } from './sale.entity.ts';
import { type SaleDraft, sumLines, totalOf } from './sale-draft.ts';
import { negative } from './sale-lines.ts';
import { customerOf, type SaleReader } from './sale-reader.ts';

/**
 * @param refunds of the sale, so far
 * @throws UserError when that much is not left of it
 */
export function refundDraft(
  tx: WriteTx,
  reader: SaleReader,
  sale: SaleEntity,
  refunds: readonly SaleEntity[],
  input: RefundInput,
): SaleDraft {
  const left = leftOf(sale, refunds);
  const lines = input.lines ? someLines(sale, left, input.lines) : everythingLeft(sale, left);
  // The whole ticket gives back its tip and shipping too; single lines only what is asked for.
  const extra = (name: 'tip' | 'shipping') => {
    const given = input[name];
    if (given !== undefined) return reader.signed('refund', name, given);
    return input.lines ? 0 : negative(left[`${name}_minor`]);
  };
  const extras = { tip_minor: extra('tip'), shipping_minor: extra('shipping') };
  const total = totalOf({ ...sumLines(lines), ...extras });
  reader.checkTotal('refund', input.total, total);
  return {
    number: input.number || input.ticket || null,
    kind: 'refund',
    ...reader.when(tx, input),
    ...customerOf(sale),
    staff: input.staff || null,
    channel: sale.channel,
    note: input.note || null,
    external_source: input.external_id ? externalSourceOf(tx.ctx, input.external_source) : null,
    external_id: input.external_id || null,
    refund_of_id: sale.id,
    ...extras,
    lines,
    tenders:
      input.tender || input.tenders?.length
        ? reader.tenders('refund', input, total)
        : asPaid(sale, total),
  };
}

/** The way the money came is the way it goes back, where that is clear. */
function asPaid(sale: SaleEntity, total: number): SaleDraft['tenders'] {
  if (total === 0) return [];
  if (total === -totalOf(sale))
    return sale.tenders.map(({ kind, amount_minor }) => ({
      kind,
      amount_minor: negative(amount_minor),
    }));
  const [tender, ...more] = sale.tenders;
  return tender && more.length === 0 ? [{ kind: tender.kind, amount_minor: total }] : [];
}
