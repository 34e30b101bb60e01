/** From what a person or a till wrote to what is stored: names to records, amounts to lines. */
import {
  MAX_AMOUNT_MINOR,
  type MoneyCodec,
  roundHalfAwayFromZero,
} from '../../../../shared/lib/money.ts';
import { cleanName, nameKey } from '../../../../shared/lib/text.ts';
import type { SaleInput } from '../../../../shared/schemas/sale.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { atField, invalid } from '../../errors.ts';
import type { CustomersService } from '../customers/index.ts';
import type { NameLists } from '../names.ts';
import type { ProductsService } from '../products/index.ts';
import type { SettingsService } from '../settings/index.ts';
import { readSoldAt } from '../sold-at.ts';
import type { SaleEntity } from './sale.entity.ts';
import { type SaleDraft, type SaleLineDraft, sumLines, totalOf } from './sale-draft.ts';
import {
  type FieldOf,
  type LineAmounts,
  negative,
  type SaleLineInput,
  storedLines,
  typedLine,
} from './sale-lines.ts';

export interface SaleReaderParts {
  settings: SettingsService;
  products: ProductsService;
  customers: CustomersService;
  names: NameLists;
}

/** The product that a line is about, and what it cost when that is known. */
export interface LineSubject {
  product_id: number;
  category_id: number | null;
  /** Cost of `per_milli` of it, in minor units; null when unknown. */
  cost_minor: number | null;
  per_milli: number;
}

export class SaleReader {
  readonly #parts: SaleReaderParts;

  constructor(parts: SaleReaderParts) {
    this.#parts = parts;
  }

  get money(): MoneyCodec {
    return this.#parts.settings.money();
  }

  /**
   * @param original the sale that a refund takes back; its products, costs and customer are used
   * @throws UserError naming the field
   */
  read(tx: WriteTx, input: SaleInput, original: SaleEntity | undefined): SaleDraft {
    const { kind } = input;
    const lines = this.readLines(
      tx,
      linesOf(input),
      this.minor('discount', input.discount),
      kind,
      input.lines ? (index, field) => `lines.${index}.${field}` : (_index, field) => field,
      original,
      input.category,
    );
    const extras = {
      tip_minor: this.signed(kind, 'tip', input.tip),
      shipping_minor: this.signed(kind, 'shipping', input.shipping),
    };
    return {
      number: input.number || null,
      kind,
      ...readSoldAt(input.date, this.#parts.settings.get(), tx.ctx.now),
      customer_id:
        input.customer_id === undefined && original
          ? original.customer_id
          : this.customerId(input.customer_id),
      staff: input.staff || null,
      channel: input.channel || null,
      note: input.note || null,
      external_id: input.external_id || null,
      refund_of_id: original?.id ?? null,
      ...extras,
      lines,
      tenders: this.tenders(input.tender, lines, extras),
    };
  }

  /** @param fallbackCategory for lines that name none */
  readLines(
    tx: WriteTx,
    inputs: readonly SaleLineInput[],
    ticketDiscount: number,
    kind: 'sale' | 'refund',
    field: FieldOf,
    original: SaleEntity | undefined,
    fallbackCategory?: string | null,
  ): SaleLineDraft[] {
    const typed = inputs.map((line, index) =>
      typedLine(line, this.money, (name) => field(index, name)),
    );
    // Amounts first: nothing is looked up or created for a ticket that does not add up.
    const amounts = storedLines(typed, ticketDiscount, kind, this.money, field);
    return amounts.map((line, index) => {
      const input = inputs[index];
      if (!input) throw new Error('a line has lost its input');
      const naming = { ...input, category: input.category || fallbackCategory };
      const subject = this.subject(tx, naming, (name) => field(index, name), original);
      return this.lineAbout(subject, line, field(index, 'quantity'));
    });
  }

  /** The product that a line names; met for the first time, it is created. */
  subject(
    tx: WriteTx,
    line: Pick<SaleLineInput, 'product_id' | 'sku' | 'product_name' | 'category'>,
    field: (name: string) => string,
    original: SaleEntity | undefined,
  ): LineSubject {
    if (original) return subjectOnTicket(original, line, field);
    const product = this.#parts.products.forSale(tx.ctx, {
      product_id: line.product_id,
      sku: line.sku,
      name: line.product_name,
      category: line.category,
    });
    if (!product)
      throw invalid(field('product_id'), `There is no product with the id ${line.product_id}.`);
    return {
      product_id: product.id,
      category_id: line.category
        ? this.#parts.names.categoryId(tx, 'product', line.category)
        : product.category_id,
      cost_minor: product.cost_minor,
      per_milli: 1000,
    };
  }

  /** Fixes the cost of a line: as given, else by what the product costs now. */
  lineAbout(subject: LineSubject, line: LineAmounts, quantityField: string): SaleLineDraft {
    const { product_id, category_id } = subject;
    return {
      product_id,
      category_id,
      ...line,
      cost_minor: line.cost_minor ?? costOf(subject, line.quantity_milli, quantityField),
    };
  }

  /** @throws UserError for an id that no customer has */
  customerId(code: string | null | undefined): number | null {
    return code ? this.#parts.customers.forSale(code).id : null;
  }

  /** One tender for everything that was paid; none when it is not named. */
  tenders(
    tender: string | null | undefined,
    lines: readonly SaleLineDraft[],
    extras: { tip_minor: number; shipping_minor: number },
  ): { kind: string; amount_minor: number }[] {
    if (!tender) return [];
    const amount = totalOf({ ...sumLines(lines), ...extras });
    return [{ kind: cleanName(tender), amount_minor: amount }];
  }

  minor(field: string, amount: number): number {
    return atField(field, () => this.money.toMinor(amount));
  }

  /** A positive amount as stored: negative on a refund. */
  signed(kind: 'sale' | 'refund', field: string, amount: number): number {
    const minor = this.minor(field, amount);
    return kind === 'refund' ? negative(minor) : minor;
  }
}

function linesOf(input: SaleInput): readonly SaleLineInput[] {
  if (input.lines) {
    if (input.quantity !== undefined)
      throw invalid('quantity', 'Give the quantity on each line of a ticket with lines.');
    return input.lines;
  }
  return [
    {
      product_name: input.product_name,
      quantity: input.quantity ?? 1,
      amount: input.amount ?? 0,
      discount: 0,
      tax: 0,
    },
  ];
}

/** A refund of a ticket is about what was sold on it, at the cost it had then. */
function subjectOnTicket(
  original: SaleEntity,
  line: Pick<SaleLineInput, 'product_id' | 'sku' | 'product_name'>,
  field: (name: string) => string,
): LineSubject {
  const { product_id, sku, product_name } = line;
  const sold = original.lines.filter((candidate) => candidate.gross_minor >= 0);
  const match =
    product_id !== undefined
      ? sold.find((candidate) => candidate.product_id === product_id)
      : sku
        ? sold.find((candidate) => candidate.sku === sku)
        : sold.find((candidate) => nameKey(candidate.product_name) === nameKey(product_name ?? ''));
  if (!match) {
    const name = product_id !== undefined ? 'product_id' : sku ? 'sku' : 'product_name';
    throw invalid(
      field(name),
      `"${product_id ?? sku ?? product_name}" is not on ticket ${original.number}. Name something that was sold there, or leave refund_of empty.`,
    );
  }
  return {
    product_id: match.product_id,
    category_id: match.category_id,
    cost_minor: match.cost_minor,
    per_milli: match.quantity_milli,
  };
}

function costOf(subject: LineSubject, quantityMilli: number, field: string): number | null {
  if (subject.cost_minor === null) return null;
  const cost = roundHalfAwayFromZero((subject.cost_minor * quantityMilli) / subject.per_milli);
  if (Math.abs(cost) > MAX_AMOUNT_MINOR)
    throw invalid(field, 'This quantity at the cost of the product is too large an amount.');
  return cost;
}
