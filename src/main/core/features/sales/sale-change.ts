/** What a sale becomes when some of its fields are changed; what is not given stays. */
import { roundHalfAwayFromZero } from '../../../../shared/lib/money.ts';
import { nameKey } from '../../../../shared/lib/text.ts';
import type { SalePatch } from '../../../../shared/schemas/sale.ts';
import type { Settings } from '../../../../shared/schemas/settings.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { invalid } from '../../errors.ts';
import type { NameLists } from '../names.ts';
import { readSoldAt } from '../sold-at.ts';
import type { SaleEntity, SaleLineEntity } from './sale.entity.ts';
import { type SaleDraft, type SaleLineDraft, sumLines, totalOf } from './sale-draft.ts';
import { storedLines, turned } from './sale-lines.ts';
import type { SaleReader } from './sale-reader.ts';
import { productNameOf } from './sale-view.ts';

const LINE_FIELDS = ['product_name', 'amount', 'quantity', 'category', 'discount'] as const;

/**
 * @param original the sale that this refund takes back
 * @throws UserError naming the field
 */
export function changedSale(
  tx: WriteTx,
  reader: SaleReader,
  names: NameLists,
  settings: Settings,
  current: SaleEntity,
  patch: SalePatch,
  original: SaleEntity | undefined,
): SaleDraft {
  const { kind } = current;
  const lines = changedLines(
    tx,
    reader,
    names,
    current,
    withoutShown(reader, current, patch),
    original,
  );
  const extras = {
    tip_minor: patch.tip === undefined ? current.tip_minor : reader.signed(kind, 'tip', patch.tip),
    shipping_minor:
      patch.shipping === undefined
        ? current.shipping_minor
        : reader.signed(kind, 'shipping', patch.shipping),
  };
  const when =
    patch.date === undefined || patch.date === current.business_date
      ? current
      : readSoldAt(patch.date, settings, tx.ctx.now);
  return {
    number: patch.number || current.number,
    kind,
    sold_at: when.sold_at,
    time_known: when.time_known,
    business_date: when.business_date,
    hour: when.hour,
    customer_id:
      patch.customer_id === undefined || patch.customer_id === current.customer_code
        ? current.customer_id
        : reader.customerId(patch.customer_id),
    staff: patch.staff === undefined ? current.staff : patch.staff || null,
    channel: patch.channel === undefined ? current.channel : patch.channel || null,
    note: patch.note === undefined ? current.note : patch.note || null,
    external_id: current.external_id,
    refund_of_id: current.refund_of_id,
    ...extras,
    lines,
    tenders: changedTenders(reader, current, patch, lines, extras),
  };
}

/**
 * A client that sends a whole sale back repeats what it was shown ("Tea + 2 more"); that is no
 * change of the lines.
 */
function withoutShown(reader: SaleReader, current: SaleEntity, patch: SalePatch): SalePatch {
  const { product_name, amount, category, ...rest } = patch;
  const shown = Math.abs(reader.money.toMajor(current.net_minor));
  return {
    ...rest,
    ...(product_name !== undefined && product_name !== productNameOf(current) && { product_name }),
    ...(amount !== undefined && (amount !== shown || patch.discount !== undefined) && { amount }),
    ...(category !== undefined &&
      (category || null) !== (current.lines[0]?.category ?? null) && { category }),
  };
}

function changedLines(
  tx: WriteTx,
  reader: SaleReader,
  names: NameLists,
  current: SaleEntity,
  patch: SalePatch,
  original: SaleEntity | undefined,
): readonly SaleLineDraft[] {
  const given = LINE_FIELDS.find((field) => patch[field] !== undefined);
  if (patch.lines) {
    if (given && given !== 'discount')
      throw invalid(given, `Give either ${given} or lines, not both.`);
    return reader.readLines(
      tx,
      patch.lines,
      reader.minor('discount', patch.discount ?? 0),
      current.kind,
      (index, field) => `lines.${index}.${field}`,
      original,
    );
  }
  if (!given) return current.lines;
  const [line, ...more] = current.lines;
  if (!line || more.length > 0) {
    throw invalid(
      given,
      `This ticket has ${current.lines.length} lines. Give all of them as lines to change what was sold.`,
    );
  }
  return [changedLine(tx, reader, names, current, line, patch, original)];
}

/**
 * The line of a one-line ticket. `amount` is what the sale shows as its amount, after the discount
 * it has; together with `discount` it is the price before it, as when a sale is created. Tax keeps
 * its rate, and the cost its share per unit.
 */
function changedLine(
  tx: WriteTx,
  reader: SaleReader,
  names: NameLists,
  current: SaleEntity,
  line: SaleLineEntity,
  patch: SalePatch,
  original: SaleEntity | undefined,
): SaleLineDraft {
  const before = current.kind === 'refund' ? turned(line) : line;
  const renamed =
    patch.product_name !== undefined && nameKey(patch.product_name) !== nameKey(line.product_name);
  const subject = renamed
    ? reader.subject(tx, patch, (field) => field, original)
    : {
        product_id: line.product_id,
        category_id: line.category_id,
        cost_minor: line.cost_minor,
        per_milli: line.quantity_milli,
      };
  if (patch.category !== undefined)
    subject.category_id = names.categoryId(tx, 'product', patch.category);

  const discount =
    patch.discount === undefined ? before.discount_minor : reader.minor('discount', patch.discount);
  const amount = patch.amount === undefined ? undefined : reader.minor('amount', patch.amount);
  const gross =
    amount === undefined
      ? before.gross_minor
      : patch.discount === undefined
        ? amount + discount
        : amount;
  const typed = {
    quantity_milli:
      patch.quantity === undefined ? before.quantity_milli : Math.round(patch.quantity * 1000),
    gross_minor: gross,
    discount_minor: Math.abs(discount),
    tax_minor: atSameRate(before.tax_minor, before.net_minor, gross - discount),
    cost_minor: null,
  };
  const [amounts] = storedLines([typed], 0, current.kind, reader.money, (_index, field) => field);
  if (!amounts) throw new Error('a line got lost');
  return reader.lineAbout(subject, amounts, 'quantity');
}

function atSameRate(tax: number, net: number, newNet: number): number {
  if (net === 0 || net === newNet) return tax;
  return roundHalfAwayFromZero((tax * newNet) / net);
}

function changedTenders(
  reader: SaleReader,
  current: SaleEntity,
  patch: SalePatch,
  lines: readonly SaleLineDraft[],
  extras: { tip_minor: number; shipping_minor: number },
): SaleDraft['tenders'] {
  if (patch.tender !== undefined) return reader.tenders(patch.tender, lines, extras);
  const total = totalOf({ ...sumLines(lines), ...extras });
  if (total === totalOf(current) || current.tenders.length === 0) return current.tenders;
  const [tender, ...more] = current.tenders;
  if (!tender || more.length > 0) {
    throw invalid(
      'tender',
      'This sale was paid in several ways and its total changes. Give the tender as well.',
    );
  }
  return [{ kind: tender.kind, amount_minor: total }];
}
