/** What of a ticket comes back, and how much money that is. */
import type { Refundable } from '../../../../shared/schemas/sale.ts';
import { typedQuantity } from '../../ui/format/typed-amount.ts';
import { FieldProblems } from '../../ui/forms/use-saving.ts';

type LineLeft = Refundable['lines'][number];

export interface Returned {
  /** As typed, one for each line that is left; blank or 0 stays sold. */
  quantities: readonly string[];
  tip: boolean;
  shipping: boolean;
}

/** What is sent for it; without lines it is everything that is left. */
interface RefundRequest {
  lines?: Array<{ line_id: number; quantity?: number }>;
  tip?: number;
  shipping?: number;
}

/** The lines of which something can come back. */
export function returnableLines(left: Refundable): LineLeft[] {
  return left.lines.filter((line) => line.quantity > 0 && line.net >= 0);
}

/** @throws FieldProblems at `quantities.N`, and at `quantities.0` when nothing comes back */
export function refundRequest(left: Refundable, returned: Returned): RefundRequest {
  const lines = returnableLines(left);
  const quantities = readQuantities(lines, returned.quantities);
  const all = left.lines.length === lines.length && lines.every(isWhole(quantities));
  if (all && (returned.tip || left.tip === 0) && (returned.shipping || left.shipping === 0))
    return {};
  const named = lines.flatMap((line, index) => {
    const quantity = quantities[index] ?? 0;
    if (quantity === 0) return [];
    return [{ line_id: line.line_id, ...(quantity === line.quantity ? {} : { quantity }) }];
  });
  if (named.length === 0) throw new FieldProblems({ 'quantities.0': 'Write how many came back.' });
  return {
    lines: named,
    tip: returned.tip ? left.tip : 0,
    shipping: returned.shipping ? left.shipping : 0,
  };
}

/**
 * The money that goes back, tax included, in major units; null while a quantity cannot be read. The
 * core's own sum may differ by the smallest coin where only a part of a discounted line comes back.
 * @param digits Decimals of the currency.
 */
export function amountBack(left: Refundable, returned: Returned, digits: number): number | null {
  const scale = 10 ** digits;
  const minor = (amount: number) => Math.round(amount * scale);
  const lines = returnableLines(left);
  try {
    const quantities = readQuantities(lines, returned.quantities);
    const sum = lines.reduce(
      (total, line, index) => {
        const share = (amount: number) =>
          // Whole numbers, so that the share rounds once.
          Math.round((minor(amount) * milli(quantities[index] ?? 0)) / milli(line.quantity));
        return total + share(line.net) + share(line.tax);
      },
      (returned.tip ? minor(left.tip) : 0) + (returned.shipping ? minor(left.shipping) : 0),
    );
    return sum / scale;
  } catch (error) {
    if (error instanceof FieldProblems) return null;
    throw error;
  }
}

function readQuantities(lines: readonly LineLeft[], texts: readonly string[]): number[] {
  const problems: Record<string, string> = {};
  const quantities = lines.map((line, index) => {
    const text = texts[index]?.trim() ?? '';
    const quantity = text === '' ? 0 : typedQuantity(text);
    if (quantity === null || quantity < 0) {
      problems[`quantities.${index}`] = 'Write a number, such as 1.';
      return 0;
    }
    if (quantity > line.quantity) problems[`quantities.${index}`] = `Only ${line.quantity} left.`;
    return quantity;
  });
  if (Object.keys(problems).length > 0) throw new FieldProblems(problems);
  return quantities;
}

function isWhole(quantities: readonly number[]) {
  return (line: LineLeft, index: number) => quantities[index] === line.quantity;
}

function milli(quantity: number): number {
  return Math.round(quantity * 1000);
}
