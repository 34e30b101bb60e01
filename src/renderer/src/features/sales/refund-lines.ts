/** What of a ticket comes back, and how much money that is. */
import type { Sale } from '../../../../shared/schemas/sale.ts';
import { typedQuantity } from '../../ui/format/typed-amount.ts';
import { FieldProblems } from '../../ui/forms/use-saving.ts';

type SoldLine = Sale['lines'][number];

interface ReturnedLine {
  product_id: number;
  quantity: number;
  /** What was paid for it without tax, after discounts; major units. */
  amount: number;
  tax: number;
}

/** The lines of a ticket that can come back. */
export function returnableLines(sale: Sale): SoldLine[] {
  return sale.lines.filter((line) => line.quantity > 0 && line.net >= 0);
}

/**
 * @param quantities As typed, one for each of `lines`; blank or 0 stays sold.
 * @param digits Decimals of the currency: a part of a line is rounded half away from zero to it.
 * @throws FieldProblems at `quantities.N`
 */
export function returnedLines(
  lines: readonly SoldLine[],
  quantities: readonly string[],
  digits: number,
): ReturnedLine[] {
  const problems: Record<string, string> = {};
  const returned = lines.flatMap((line, index) => {
    const text = quantities[index]?.trim() ?? '';
    const quantity = text === '' ? 0 : typedQuantity(text);
    if (quantity === null || quantity < 0) {
      problems[`quantities.${index}`] = 'Write a number, such as 1.';
      return [];
    }
    if (quantity > line.quantity) {
      problems[`quantities.${index}`] = `Only ${line.quantity} sold.`;
      return [];
    }
    if (quantity === 0) return [];
    return [
      {
        product_id: line.product_id,
        quantity,
        amount: shareOf(line.net, quantity, line.quantity, digits),
        tax: shareOf(line.tax, quantity, line.quantity, digits),
      },
    ];
  });
  if (Object.keys(problems).length > 0) throw new FieldProblems(problems);
  return returned;
}

/** The money that goes back, tax included; null while a quantity cannot be read. */
export function amountBack(
  lines: readonly SoldLine[],
  quantities: readonly string[],
  digits: number,
): number | null {
  try {
    const scale = 10 ** digits;
    const minor = returnedLines(lines, quantities, digits).reduce(
      (sum, { amount, tax }) => sum + Math.round((amount + tax) * scale),
      0,
    );
    return minor / scale;
  } catch (error) {
    if (error instanceof FieldProblems) return null;
    throw error;
  }
}

function shareOf(amount: number, part: number, whole: number, digits: number): number {
  if (part === whole) return amount;
  const scale = 10 ** digits;
  // In minor units first: these are whole numbers, so that the share rounds once.
  return Math.round((Math.round(amount * scale) * part) / whole) / scale;
}
