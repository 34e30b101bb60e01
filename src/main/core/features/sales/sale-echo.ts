/**
 * A client that changes one field of a sale may send back all of what it was shown. What it only
 * repeats is no change.
 */
import type { Sale, SalePatch } from '../../../../shared/schemas/sale.ts';

/** The patch without the fields that say what the sale shows already. */
export function withoutShown(shown: Sale, sent: SalePatch): SalePatch {
  const patch: SalePatch = { ...sent };
  if (patch.lines && sameLines(shown, patch.lines)) delete patch.lines;
  if (patch.product_name === shown.product_name) delete patch.product_name;
  if (patch.category !== undefined && (patch.category || null) === shown.category)
    delete patch.category;
  if (patch.total === shown.total) delete patch.total;
  if (patch.tip === shown.tip) delete patch.tip;
  if (patch.shipping === shown.shipping) delete patch.shipping;
  if (patch.date === shown.date) delete patch.date;
  if (patch.sold_at === shown.sold_at) delete patch.sold_at;
  if (patch.tenders && sameTenders(shown, patch.tenders)) delete patch.tenders;
  // Lines as shown carry their share of the ticket's discount and tax already.
  if (!patch.lines || patch.lines.some((line) => line.gross !== undefined)) {
    if (patch.tax === shown.tax) delete patch.tax;
    const sameAmount =
      patch.amount === undefined || Math.abs(patch.amount) === Math.abs(shown.amount);
    if (sameAmount && (patch.discount === undefined || patch.discount === shown.discount)) {
      delete patch.amount;
      delete patch.discount;
    }
  }
  return patch;
}

function sameLines(shown: Sale, lines: NonNullable<SalePatch['lines']>): boolean {
  return (
    lines.length === shown.lines.length &&
    lines.every((line, index) => {
      const before = shown.lines[index];
      return (
        before !== undefined &&
        line.product_id === before.product_id &&
        line.quantity === before.quantity &&
        line.gross === before.gross &&
        line.discount === before.discount &&
        line.tax === before.tax &&
        (line.cost ?? null) === before.cost &&
        (line.category || null) === before.category
      );
    })
  );
}

function sameTenders(shown: Sale, tenders: NonNullable<SalePatch['tenders']>): boolean {
  return (
    tenders.length === shown.tenders.length &&
    tenders.every(({ kind, amount }, index) => {
      const before = shown.tenders[index];
      return kind === before?.kind && amount === before.amount;
    })
  );
}
