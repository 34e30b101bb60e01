/**
 * A client that changes one field of a sale may send back all of what it was shown. What it only
 * repeats is no change.
 */
import type { Sale } from '../../../../shared/schemas/sale.ts';
import type { SalePatch } from '../../../../shared/schemas/sale-input.ts';

/** The patch without the fields that say what the sale shows already. */
export function withoutShown(shown: Sale, sent: SalePatch): SalePatch {
  const patch: SalePatch = { ...sent };
  if (patch.lines) patch.lines = patch.lines.map((line) => byNewName(shown, line));
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

type LineInput = NonNullable<SalePatch['lines']>[number];

/**
 * A line as shown (only those have a gross) names its product in three ways. Where its SKU or its
 * name is another one than that of the product it repeats, that is what was changed, and counts.
 */
function byNewName(shown: Sale, line: LineInput): LineInput {
  if (line.gross === undefined) return line;
  const before = shown.lines.find(({ product_id }) => product_id === line.product_id);
  if (!before) return line;
  const { product_id: _same, ...rest } = line;
  if (line.sku && line.sku !== before.sku) return rest;
  if (line.product_name && line.product_name !== before.product_name)
    return { ...rest, sku: undefined };
  return line;
}

function sameLines(shown: Sale, lines: readonly LineInput[]): boolean {
  return (
    lines.length === shown.lines.length &&
    lines.every((line, index) => {
      const before = shown.lines[index];
      return (
        before !== undefined &&
        line.product_id === before.product_id &&
        line.quantity === before.quantity &&
        line.gross === before.gross &&
        line.unit_price === undefined &&
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
