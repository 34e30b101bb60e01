/** Payments that have a column each: {"Cash": "cash", "Card": "card"}. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem } from './cell.ts';
import { readDecimal, scaleDecimal } from './decimal-text.ts';
import type { ShopRules } from './fields.ts';
import type { TenderPart } from './sale-details.ts';
import type { SaleRow } from './sale-values.ts';

export class TenderColumns {
  readonly #columns: readonly { at: number; name: string }[];
  readonly #decimal: ImportMapping['decimal'];
  readonly #digits: number;

  constructor(headers: readonly string[], mapping: ImportMapping, { digits }: ShopRules) {
    this.#columns = Object.entries(mapping.tender_columns).flatMap(([header, name]) => {
      const at = headers.indexOf(header);
      return at < 0 ? [] : [{ at, name }];
    });
    this.#decimal = mapping.decimal;
    this.#digits = digits;
  }

  get mapped(): boolean {
    return this.#columns.length > 0;
  }

  /**
   * What a row was paid with; its amounts are read already. Several payments that come to what was due
   * are kept apart; others are named together, for what they stand for is not clear.
   */
  read(cells: readonly string[], row: SaleRow): void {
    const paid = this.#columns.filter(({ at }) => /[1-9]/.test(cells[at] ?? ''));
    if (paid.length === 0) return;
    row.tender = paid.map(({ name }) => name).join(' + ');
    if (paid.length === 1) return;
    const tenders = paid.map(({ at, name }): TenderPart => {
      return { kind: name, amount: this.#amount(cells[at] ?? '') };
    });
    const sum = tenders.reduce((total, { amount }) => total + amount, 0);
    if (sum !== dueOf(row)) return;
    row.tender = '';
    row.details = { ...(row.details ?? NO_DETAILS), tenders };
  }

  #amount(text: string): number {
    const read = readDecimal(text.trim(), this.#decimal);
    const scaled =
      read === null || read instanceof CellProblem ? read : scaleDecimal(read, this.#digits);
    return scaled === null || scaled instanceof CellProblem ? Number.NaN : scaled.value;
  }
}

const NO_DETAILS: NonNullable<SaleRow['details']> = {
  record: '',
  note: '',
  externalId: '',
  externalSource: '',
  tenders: [],
  refundOf: '',
  refundOfLine: null,
};

/** What the customer paid for a row that is a ticket of its own. */
function dueOf({ gross, discount, tax, ofTicket }: SaleRow): number {
  const net = gross - discount;
  const more = (ofTicket?.shipping ?? 0) + (ofTicket?.tip ?? 0);
  return net + tax + (net < 0 ? -more : more);
}
