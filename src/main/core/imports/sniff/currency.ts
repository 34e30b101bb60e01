/** Which currency the amounts of a file name, and whether it is that of the shop. */
import { cleanCell } from '../read/cell.ts';
import { isForeign, markOf } from '../read/currency-text.ts';

/**
 * @param columns those that hold amounts, and the one that names their currency
 * @returns what the preview says of it; undefined for a file without amounts
 */
export function currencyReason(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  columns: { amounts: readonly string[]; currency: string | undefined },
  shop: string,
): string | undefined {
  if (columns.amounts.length === 0) return undefined;
  const places = [columns.currency, ...columns.amounts]
    .map((header) => (header === undefined ? -1 : headers.indexOf(header)))
    .filter((at) => at >= 0);
  const foreign = new Map<string, number>();
  let own = 0;
  for (const row of rows) {
    const marks = places.flatMap((at) => markOf(cleanCell(row[at] ?? '')) ?? []);
    const other = marks.find((mark) => isForeign(mark, shop));
    if (other !== undefined) foreign.set(other, (foreign.get(other) ?? 0) + 1);
    else if (marks.length > 0) own++;
  }
  const [other] = [...foreign].sort((a, b) => b[1] - a[1]);
  if (other)
    return `${rowsAre(other[1])} in ${other[0]}, and the shop’s currency is ${shop}: they cannot be added up with its own.`;
  return own > 0
    ? `Amounts are in ${shop}, the currency of the shop, as the file says.`
    : `The file names no currency, so amounts are taken to be in ${shop}.`;
}

function rowsAre(count: number): string {
  return count === 1 ? '1 row is' : `${count.toLocaleString('en')} rows are`;
}
