/** What a sale becomes when some of its fields are changed; what is not given stays. */
import { isDeepStrictEqual } from 'node:util';
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import type { SalePatch } from '../../../../shared/schemas/sale-input.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { invalid } from '../../errors.ts';
import { type NameLists, nameGiven } from '../names.ts';
import { proportion } from './exact-shares.ts';
import type { SaleEntity, SaleLineEntity } from './sale.entity.ts';
import { type SaleDraft, type SaleLineDraft, sumLines, totalOf } from './sale-draft.ts';
import { withoutShown } from './sale-echo.ts';
import { storedLines, turned } from './sale-lines.ts';
import { customerOf, type SaleReader } from './sale-reader.ts';
import { presentSale } from './sale-view.ts';

const LINE_FIELDS = ['product_name', 'amount', 'quantity', 'category', 'discount', 'tax'] as const;

/**
 * @param original the sale that this refund takes back
 * @throws UserError naming the field
 */
export function changedSale(
  tx: WriteTx,
  reader: SaleReader,
  names: NameLists,
  current: SaleEntity,
  sent: SalePatch,
  original: SaleEntity | undefined,
): SaleDraft {
  const { kind } = current;
  const shown = presentSale(current, reader.money);
  checkFixed(shown, sent);
  const patch = withoutShown(shown, sent, reader);
  const lines = changedLines(tx, reader, names, current, patch, original);
  const extras = {
    tip_minor: changedExtra(reader, current, 'tip', patch.tip),
    shipping_minor: changedExtra(reader, current, 'shipping', patch.shipping),
  };
  const total = totalOf({ ...sumLines(lines), ...extras });
  reader.checkTotal(kind, patch.total, total);
  const when = patch.date === undefined && !patch.sold_at ? current : reader.when(tx, patch);
  return {
    number: patch.number || patch.ticket || current.number,
    kind,
    sold_at: when.sold_at,
    time_known: when.time_known,
    business_date: when.business_date,
    hour: when.hour,
    ...(patch.customer_id === undefined || patch.customer_id === current.customer_code
      ? customerOf(current)
      : reader.customer(patch.customer_id)),
    staff: nameGiven(patch.staff, current.staff),
    channel: patch.channel === undefined ? current.channel : patch.channel || null,
    note: patch.note === undefined ? current.note : patch.note || null,
    external_source: current.external_source,
    external_id: current.external_id,
    refund_of_id: current.refund_of_id,
    ...extras,
    lines: isDeepStrictEqual(lines, current.lines.map(asGiven)) ? current.lines : lines,
    tenders: changedTenders(reader, current, patch, total),
  };
}

/** A stored line as a change gives it: its place makes its id. */
function asGiven({ id: _id, position: _position, ...line }: SaleLineEntity): SaleLineDraft {
  return line;
}

const FIXED = {
  kind: 'A sale stays a sale and a refund a refund. Delete it and enter the other one.',
  external_id: 'A stored sale keeps the external id under which it came.',
  refund_of:
    'A refund stays one of the sale that it takes back. Delete it and refund the other sale.',
} as const;

/** @throws UserError for what no change can reach: it would be dropped */
function checkFixed(shown: Sale, sent: SalePatch): void {
  for (const name of ['kind', 'external_id', 'refund_of'] as const)
    if (sent[name] !== undefined && sent[name] !== shown[name]) throw invalid(name, FIXED[name]);
}

function changedExtra(
  reader: SaleReader,
  current: SaleEntity,
  name: 'tip' | 'shipping',
  value: number | undefined,
): number {
  if (value === undefined) return current[`${name}_minor`];
  if (value < 0) throw invalid(name, `The ${name} must not be below 0.`);
  return reader.signed(current.kind, name, value);
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
    if (given && given !== 'discount' && given !== 'tax')
      throw invalid(given, `Give either ${given} or lines, not both.`);
    return reader.readLines(
      tx,
      patch.lines,
      reader.ticketAmounts(patch),
      current.kind,
      (index, field) => `lines.${index}.${field}`,
      original,
    );
  }
  if (!given) return current.lines;
  if (patch.tax_included)
    throw invalid('tax_included', 'Amounts that contain the tax are given as lines.');
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
        product_name: line.product_name,
        sku: line.sku,
        category_id: line.category_id,
        category: line.category,
        cost_minor: line.cost_minor,
        per_milli: line.quantity_milli,
        line_id: line.refund_of_line_id,
      };
  if (patch.category !== undefined)
    subject.category_id = names.category(tx, 'product', patch.category)?.id ?? null;

  const discount =
    patch.discount === undefined ? before.discount_minor : reader.minor('discount', patch.discount);
  if (patch.amount !== undefined && patch.amount <= 0)
    throw invalid('amount', 'The amount must be above 0.');
  const amount = patch.amount === undefined ? undefined : reader.minor('amount', patch.amount);
  if (patch.tax !== undefined && patch.tax < 0)
    throw invalid('tax', 'The tax must not be below 0.');
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
    tax_minor:
      patch.tax === undefined
        ? atSameRate(before.tax_minor, before.net_minor, gross - discount)
        : reader.minor('tax', patch.tax),
    cost_minor: null,
  };
  const [amounts] = storedLines(
    [typed],
    { discount_minor: 0 },
    current.kind,
    reader.money,
    (_index, field) => field,
  );
  if (!amounts) throw new Error('a line got lost');
  return reader.lineAbout(subject, amounts, 'quantity');
}

function atSameRate(tax: number, net: number, newNet: number): number {
  return net === 0 ? tax : proportion(tax, newNet, net);
}

/** @param total what is paid for the ticket as changed */
function changedTenders(
  reader: SaleReader,
  current: SaleEntity,
  patch: SalePatch,
  total: number,
): SaleDraft['tenders'] {
  if (patch.tender && patch.tenders?.length)
    throw invalid('tenders', 'Give either tender or tenders, not both.');
  if (patch.tender !== undefined || patch.tenders)
    return reader.tenders(current.kind, patch, total);
  if (total === totalOf(current) || current.tenders.length === 0) return current.tenders;
  const [tender, ...more] = current.tenders;
  if (!tender || more.length > 0) {
    throw invalid(
      'tender',
      'This sale was paid in several ways and its total changes. Give the tenders as well.',
    );
  }
  return [{ kind: tender.kind, amount_minor: total }];
}
