/** From what a person or a till wrote to what is stored: names to records, amounts to lines. */
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import { cleanName } from '../../../../shared/lib/text.ts';
import type { SaleInput } from '../../../../shared/schemas/sale-input.ts';
import { externalSourceOf } from '../../context.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { atField, invalid, within } from '../../errors.ts';
import type { CustomerEntity, CustomersService } from '../customers/index.ts';
import type { NameLists } from '../names.ts';
import type { ProductsService } from '../products/index.ts';
import type { SettingsService } from '../settings/index.ts';
import { readSoldAt, type SoldAt } from '../sold-at.ts';
import { costOf, type LineSubject, subjectOnTicket } from './line-subject.ts';
import type { SaleEntity } from './sale.entity.ts';
import {
  type LineAmounts,
  type SaleCustomer,
  type SaleDraft,
  type SaleLineDraft,
  sumLines,
  totalOf,
} from './sale-draft.ts';
import {
  type FieldOf,
  negative,
  type SaleLineInput,
  storedLines,
  type TicketAmounts,
  typedLine,
} from './sale-lines.ts';

export interface SaleReaderParts {
  settings: SettingsService;
  products: ProductsService;
  customers: CustomersService;
  names: NameLists;
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
      this.ticketAmounts(input),
      kind,
      input.lines ? (index, field) => `lines.${index}.${field}` : (_index, field) => field,
      original,
      input.category,
    );
    const extras = {
      tip_minor: this.signed(kind, 'tip', input.tip),
      shipping_minor: this.signed(kind, 'shipping', input.shipping),
    };
    const total = totalOf({ ...sumLines(lines), ...extras });
    this.checkTotal(kind, input.total, total);
    return {
      number: input.number || input.ticket || null,
      kind,
      ...this.when(tx, input),
      ...this.#customerOf(tx, input, original),
      staff: input.staff || null,
      channel: input.channel || null,
      note: input.note || null,
      external_source: input.external_id ? externalSourceOf(tx.ctx, input.external_source) : null,
      external_id: input.external_id || null,
      refund_of_id: original?.id ?? null,
      ...extras,
      lines,
      tenders: this.tenders(kind, input, total),
    };
  }

  /** @param fallbackCategory for lines that name none */
  readLines(
    tx: WriteTx,
    inputs: readonly SaleLineInput[],
    ticket: TicketAmounts,
    kind: 'sale' | 'refund',
    field: FieldOf,
    original: SaleEntity | undefined,
    fallbackCategory?: string | null,
  ): SaleLineDraft[] {
    const typed = inputs.map((line, index) =>
      typedLine(line, this.money, (name) => field(index, name)),
    );
    // Amounts first: nothing is looked up or created for a ticket that does not add up.
    const amounts = storedLines(typed, ticket, kind, this.money, field);
    const lines = amounts.map((line, index) => {
      const input = inputs[index];
      if (!input) throw new Error('a line has lost its input');
      const naming = { ...input, category: input.category || fallbackCategory };
      const subject = this.subject(tx, naming, (name) => field(index, name), original);
      return this.lineAbout(subject, line, field(index, 'quantity'));
    });
    // A later line may have given the product of an earlier one its SKU.
    const skus = new Map(lines.map((line) => [line.product_id, line.sku]));
    for (const line of lines) line.sku = skus.get(line.product_id) ?? line.sku;
    return lines;
  }

  /** What is said of the whole ticket, in minor units. */
  ticketAmounts(
    input: Pick<SaleInput, 'tax' | 'tax_included'> & { discount?: number | undefined },
  ): TicketAmounts {
    return {
      discount_minor: this.minor('discount', input.discount ?? 0),
      tax_minor: input.tax === undefined ? undefined : this.minor('tax', input.tax),
      tax_included: input.tax_included,
    };
  }

  /** @throws UserError for a time in the future, or a day that is not the one of the time */
  when(tx: WriteTx, { date, sold_at }: Pick<SaleInput, 'date' | 'sold_at'>): SoldAt {
    const settings = this.#parts.settings.get();
    const when = readSoldAt(sold_at ?? date, settings, tx.ctx.now, sold_at ? 'sold_at' : 'date');
    if (sold_at && date?.length === 10 && date !== when.business_date) {
      throw invalid(
        'date',
        `${sold_at} counts for the business day ${when.business_date}, not for ${date}. Send that date, or leave date out.`,
      );
    }
    return when;
  }

  /** The id of the product that a SKU, else a name leads to; none is created. */
  productNamed({
    sku,
    product_name,
  }: Pick<SaleLineInput, 'sku' | 'product_name'>): number | undefined {
    return this.#parts.products.existing({ sku: sku || undefined, name: product_name })?.id;
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
      sku: line.sku || undefined,
      name: line.product_name,
      category: line.category,
    });
    if (!product)
      throw invalid(field('product_id'), `There is no product with the id ${line.product_id}.`);
    const category = line.category
      ? this.#parts.names.category(tx, 'product', line.category)
      : this.#parts.names.categoryOf(product.category_id);
    return {
      product_id: product.id,
      product_name: product.name,
      sku: product.sku,
      category_id: category?.id ?? null,
      category: category?.name ?? null,
      cost_minor: product.cost_minor,
      per_milli: 1000,
      line_id: null,
    };
  }

  /** Fixes the cost of a line: as given, else by what the product costs now. */
  lineAbout(subject: LineSubject, line: LineAmounts, quantityField: string): SaleLineDraft {
    const { product_id, product_name, sku, category_id, category, line_id } = subject;
    return {
      product_id,
      product_name,
      sku,
      category_id,
      category,
      ...line,
      cost_minor: line.cost_minor ?? costOf(subject, line.quantity_milli, quantityField),
      refund_of_line_id: line_id,
    };
  }

  /** @throws UserError for an id that no customer has */
  customer(code: string | null | undefined): SaleCustomer {
    return code ? shownCustomer(this.#parts.customers.forSale(code)) : NO_CUSTOMER;
  }

  /**
   * How a ticket was paid: one tender for everything, or several that add up; none when not named.
   * @param total what was paid, as stored: negative on a refund
   * @throws UserError that says what the tenders have to add up to
   */
  tenders(
    kind: 'sale' | 'refund',
    input: Pick<SaleInput, 'tender' | 'tenders'>,
    total: number,
  ): { kind: string; amount_minor: number }[] {
    if (input.tender) return [{ kind: cleanName(input.tender), amount_minor: total }];
    if (!input.tenders?.length) return [];
    const tenders = input.tenders.map((tender, index) => ({
      kind: cleanName(tender.kind),
      amount_minor: this.signed(kind, `tenders.${index}.amount`, tender.amount),
    }));
    const sum = tenders.reduce((all, tender) => all + tender.amount_minor, 0);
    if (sum !== total) {
      const major = (minor: number) => this.money.toMajor(typedAs(kind, minor));
      throw invalid(
        'tenders',
        `The tenders add up to ${major(sum)}, but the ticket to ${major(total)}. Make them add up to ${major(total)}.`,
      );
    }
    return tenders;
  }

  /** @throws UserError that says what the ticket adds up to, when that is not what was sent */
  checkTotal(kind: 'sale' | 'refund', sent: number | undefined, total: number): void {
    if (sent === undefined || this.signed(kind, 'total', sent) === total) return;
    const right = this.money.toMajor(typedAs(kind, total));
    throw invalid(
      'total',
      `Lines, discounts, tax, tip and shipping of this ticket add up to ${right}, not to ${sent}. Send ${right}, or correct the part that is wrong.`,
    );
  }

  minor(field: string, amount: number): number {
    return atField(field, () => this.money.toMinor(amount));
  }

  /** A positive amount as stored: negative on a refund. */
  signed(kind: 'sale' | 'refund', field: string, amount: number): number {
    return typedAs(kind, this.minor(field, amount));
  }

  #customerOf(
    tx: WriteTx,
    { customer, customer_id }: SaleInput,
    original: SaleEntity | undefined,
  ): SaleCustomer {
    if (customer)
      return within('customer', () =>
        shownCustomer(this.#parts.customers.metAtSale(tx.ctx, customer)),
      );
    return customer_id === undefined && original
      ? customerOf(original)
      : this.customer(customer_id);
  }
}

const NO_CUSTOMER: SaleCustomer = { customer_id: null, customer_code: null, customer_name: null };

/** The customer of a stored sale. */
export function customerOf(sale: SaleCustomer): SaleCustomer {
  const { customer_id, customer_code, customer_name } = sale;
  return { customer_id, customer_code, customer_name };
}

function shownCustomer({ id, code, name }: CustomerEntity): SaleCustomer {
  return { customer_id: id, customer_code: code, customer_name: name };
}

/** From typed to stored sign and back: what a refund gives back is typed positive. */
function typedAs(kind: 'sale' | 'refund', minor: number): number {
  return kind === 'refund' ? negative(minor) : minor;
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
    },
  ];
}
