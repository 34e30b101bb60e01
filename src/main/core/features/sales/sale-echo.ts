/**
 * A client that changes one field of a sale may send back all of what it was shown. What it only
 * repeats is no change.
 */
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import type { SalePatch } from '../../../../shared/schemas/sale-input.ts';
import { proportion } from './exact-shares.ts';
import type { SaleReader } from './sale-reader.ts';
import { ticketName } from './sale-view.ts';

/**
 * The patch without the fields that say what the sale shows already, and with its lines as they are
 * meant.
 */
export function withoutShown(shown: Sale, sent: SalePatch, reader: SaleReader): SalePatch {
  const patch: SalePatch = { ...sent };
  if (patch.product_name !== undefined && repeatsName(shown, patch)) delete patch.product_name;
  patch.lines = patch.lines?.map((line, index) => asMeant(shown, line, index, reader));
  if (patch.lines && sameLines(shown, patch.lines)) delete patch.lines;
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

type ShownLine = Sale['lines'][number];

/** A product may have been renamed since the sale was read: then its line says the old name, too. */
function repeatsName(shown: Sale, { product_name = '', lines }: SalePatch): boolean {
  const sentFirst = lines?.[0]?.product_name ?? '';
  return [shown.product_name, ticketName(sentFirst, shown.lines.length)].some(
    (name) => nameKey(name) === nameKey(product_name),
  );
}

/**
 * A line as shown (only those have a gross) tells its product in three ways, and with it the cost and
 * the category that come from it. What only repeats how the line was makes way for what is new.
 */
function asMeant(shown: Sale, sent: LineInput, index: number, reader: SaleReader): LineInput {
  if (sent.gross === undefined) return sent;
  const place = shown.lines[index];
  const isOfProduct = ({ product_id }: ShownLine) => product_id === sent.product_id;
  const before = place && isOfProduct(place) ? place : (shown.lines.find(isOfProduct) ?? place);
  if (!before) return sent;
  const productId = productOf(sent, before, reader);
  const line = sent.product_id === undefined ? sent : { ...sent, product_id: productId };
  const repeatsCost = line.cost === before.cost;
  if (productId === before.product_id)
    return repeatsCost ? { ...line, cost: costFor(line.quantity, before, reader) } : line;
  return {
    ...line,
    cost: repeatsCost ? undefined : line.cost,
    category:
      nameKey(line.category ?? '') === nameKey(before.category ?? '') ? undefined : line.category,
  };
}

/**
 * Another SKU or name counts where it leads to a product that is there. Any other may be what the
 * product was called when the sale was read, and must not make a new one.
 * @returns undefined for a line without an id that is about a product nobody knows yet
 */
function productOf(line: LineInput, before: ShownLine, reader: SaleReader): number | undefined {
  const { product_id, sku, product_name } = line;
  if (product_id === undefined) return reader.productNamed(line);
  if (product_id !== before.product_id) return product_id;
  const isNewName = product_name && nameKey(product_name) !== nameKey(before.product_name);
  const named = reader.productNamed({
    sku: sku === before.sku ? undefined : sku,
    product_name: isNewName ? product_name : undefined,
  });
  return named ?? product_id;
}

/** Another quantity keeps what one of it cost. */
function costFor(quantity: number, { cost, quantity: of }: ShownLine, { money }: SaleReader) {
  if (cost === null || quantity === of) return cost;
  const milli = (value: number) => Math.round(value * 1000);
  return money.toMajor(proportion(money.toMinor(cost), milli(quantity), milli(of)));
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
