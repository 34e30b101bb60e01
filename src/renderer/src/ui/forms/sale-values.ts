/** What the sale form holds while it is typed, and what is sent of it. */
import type { z } from 'zod';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import type { saleLineInput } from '../../../../shared/schemas/sale-input.ts';
import { editableAmount, typedAmount, typedQuantity } from '../format/typed-amount.ts';
import { typedDate } from '../format/typed-date.ts';
import type { CustomerValues } from './customer-values.ts';
import { emptyPayment, type PaymentValues, paymentValues } from './payment-values.ts';
import { FieldProblems } from './use-saving.ts';

export interface SaleLineValues {
  /** Tells lines apart while they are added and taken out. */
  key: string;
  /** The stored line's product, which another name replaces. */
  product: { id: number; name: string } | null;
  /** The product that brought its price along; null once the amount is typed by hand. */
  priced: { name: string; price: number } | null;
  product_name: string;
  category: string;
  quantity: string;
  amount: string;
  discount: string;
  tax: string;
  cost: string;
}

export interface SaleValues {
  lines: SaleLineValues[];
  /** As typed or chosen; `customer_id` says whom it means. */
  customer_text: string;
  customer_id: string | null;
  /** The owner chose to add the typed name as a new customer. */
  new_customer: CustomerValues | null;
  date: string;
  time: string;
  /** One way to pay, or several with their amounts. */
  payments: PaymentValues[];
  number: string;
  staff: string;
  channel: string;
  note: string;
  discount: string;
  tip: string;
  shipping: string;
}

type SaleLineInput = z.input<typeof saleLineInput>;

let lineCount = 0;

export function emptyLine(): SaleLineValues {
  lineCount += 1;
  return {
    key: `line-${lineCount}`,
    product: null,
    priced: null,
    product_name: '',
    category: '',
    quantity: '1',
    amount: '',
    discount: '',
    tax: '',
    cost: '',
  };
}

/** @param date The day, as the window writes a date. */
export function emptySale(date: string): SaleValues {
  return {
    lines: [emptyLine()],
    customer_text: '',
    customer_id: null,
    new_customer: null,
    date,
    time: '',
    payments: [emptyPayment()],
    number: '',
    staff: '',
    channel: '',
    note: '',
    discount: '',
    tip: '',
    shipping: '',
  };
}

/** A customer as text: the name, with the id where it says more. */
export function customerLabel(id: string, name: string): string {
  return name === id ? name : `${name} (${id})`;
}

/**
 * A stored ticket for change. A refund is shown with positive amounts, as it is written. The ticket's
 * own discount is already shared out to the lines.
 * @param digits Decimals of the currency.
 */
export function saleValues(
  sale: Sale,
  digits: number,
  showDate: (date: string) => string,
): SaleValues {
  const sign = sale.kind === 'refund' ? -1 : 1;
  const shown = (amount: number | null) =>
    amount === null || amount === 0 ? '' : editableAmount(sign * amount, digits);
  return {
    ...emptySale(showDate(sale.date)),
    lines: sale.lines.map((line) => ({
      ...emptyLine(),
      product: { id: line.product_id, name: line.product_name },
      product_name: line.product_name,
      category: line.category ?? '',
      quantity: String(sign * line.quantity),
      amount: editableAmount(sign * line.gross, digits),
      discount: shown(line.discount),
      tax: shown(line.tax),
      cost: shown(line.cost),
    })),
    customer_id: sale.customer_id,
    customer_text:
      sale.customer_id === null
        ? ''
        : customerLabel(sale.customer_id, sale.customer_name ?? sale.customer_id),
    payments: paymentValues(sale.tenders, sign, digits),
    number: sale.number,
    staff: sale.staff ?? '',
    channel: sale.channel ?? '',
    note: sale.note ?? '',
    tip: shown(sale.tip),
    shipping: shown(sale.shipping),
  };
}

/** The sum of what is typed so far, in major units; what cannot be read counts as nothing. */
export function typedTotal(values: SaleValues, digits: number): number {
  const amount = (text: string) => {
    const typed = typedAmount(text, digits);
    return typed.state === 'amount' ? typed.amount : 0;
  };
  const lines = values.lines.reduce(
    (sum, line) => sum + amount(line.amount) - amount(line.discount) + amount(line.tax),
    0,
  );
  const total = lines - amount(values.discount) + amount(values.tip) + amount(values.shipping);
  const scale = 10 ** digits;
  return Math.round(total * scale) / scale;
}

/**
 * @param today The shop's business date.
 * @throws FieldProblems when a text cannot be understood
 */
export function saleInputOf(values: SaleValues, digits: number, today: string): TypedSale {
  const problems: Record<string, string> = {};
  const amount = (path: string, text: string): number | undefined => {
    const typed = typedAmount(text, digits);
    if (typed.state === 'problem') problems[path] = typed.problem;
    return typed.state === 'amount' ? typed.amount : undefined;
  };
  const lines = values.lines.map((line, index): SaleLineInput => {
    const at = (field: string) => `lines.${index}.${field}`;
    if (!line.product_name.trim()) problems[at('product_name')] = 'Which product was it?';
    const quantity = line.quantity.trim() ? typedQuantity(line.quantity) : 1;
    if (quantity === null) problems[at('quantity')] = 'Write a number, such as 2 or 0.5.';
    if (!line.amount.trim()) problems[at('amount')] = 'How much was it? Write it like 12.50.';
    return {
      ...(line.product?.name === line.product_name.trim()
        ? { product_id: line.product.id }
        : { product_name: line.product_name }),
      category: line.category.trim() || null,
      quantity: quantity ?? 1,
      amount: amount(at('amount'), line.amount) ?? 0,
      discount: amount(at('discount'), line.discount) ?? 0,
      tax: amount(at('tax'), line.tax) ?? 0,
      cost: amount(at('cost'), line.cost) ?? null,
    };
  });
  const day = typedDate(values.date, today);
  if (day === null) problems.date = 'This is not a date. Write it like 2026-07-18, or "today".';
  if (values.time && !/^([01]\d|2[0-3]):[0-5]\d$/.test(values.time)) {
    problems.time = 'This is not a time. Write it like 14:30.';
  }
  if (values.customer_text.trim() && values.customer_id === null && values.new_customer === null) {
    const name = values.customer_text.trim();
    problems.customer_id = `There is no customer "${name}". Choose one, or add them as new.`;
  }
  const ticket: Omit<TypedSale, 'lines'> = {
    customer_id: values.customer_id,
    date: values.time ? `${day}T${values.time}` : (day ?? ''),
    number: values.number.trim() || null,
    staff: values.staff.trim() || null,
    channel: values.channel.trim() || null,
    note: values.note.trim() || null,
    discount: amount('discount', values.discount) ?? 0,
    tip: amount('tip', values.tip) ?? 0,
    shipping: amount('shipping', values.shipping) ?? 0,
  };
  if (Object.keys(problems).length > 0) throw new FieldProblems(problems);
  return { ...ticket, lines };
}

/** A ticket as the form sends it, without how it was paid. */
export interface TypedSale {
  customer_id: string | null;
  date: string;
  number: string | null;
  staff: string | null;
  channel: string | null;
  note: string | null;
  discount: number;
  tip: number;
  shipping: number;
  lines: SaleLineInput[];
}

const ticketFields = Object.keys(emptySale(''));

/** Whether the sale form shows a field of this path. */
export function isSaleField(path: string): boolean {
  return /^((lines|payments)\.\d+|new_customer)\.\w+$/.test(path) || ticketFields.includes(path);
}
