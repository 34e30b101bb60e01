/** What a file that Tillwise exported says of a ticket beyond what tills write. */
import { CellProblem } from './cell.ts';
import { readDecimal, scaleDecimal } from './decimal-text.ts';
import type { Field } from './field.ts';
import type { FieldReader, ShopRules } from './fields.ts';

export interface TenderPart {
  kind: string;
  amount: number;
}

/** Texts are '' where the row says nothing. */
export interface SaleDetails {
  /** Rows with the same record are one ticket, whatever their numbers are. */
  record: string;
  note: string;
  externalId: string;
  externalSource: string;
  tenders: readonly TenderPart[];
  /** The record that this refund takes back. */
  refundOf: string;
  /** The line of that record, from 1; null when the row names none. */
  refundOfLine: number | null;
}

const NO_TENDERS: readonly TenderPart[] = [];

export class SaleDetailsReader {
  readonly #fields: FieldReader;
  readonly #rules: ShopRules;
  readonly #at: Readonly<
    Record<
      | 'record'
      | 'note'
      | 'external_id'
      | 'external_source'
      | 'tenders'
      | 'refund_of'
      | 'refund_of_line',
      Field
    >
  >;

  constructor(fields: FieldReader, rules: ShopRules) {
    this.#fields = fields;
    this.#rules = rules;
    this.#at = {
      record: fields.field('record'),
      note: fields.field('note'),
      external_id: fields.field('external_id'),
      external_source: fields.field('external_source'),
      tenders: fields.field('tenders'),
      refund_of: fields.field('refund_of'),
      refund_of_line: fields.field('refund_of_line'),
    };
  }

  /** True when the file has any of these columns. */
  get mapped(): boolean {
    return Object.values(this.#at).some((field) => field.mapped);
  }

  read(): SaleDetails {
    const fields = this.#fields;
    const at = this.#at;
    return {
      record: fields.text(at.record, 100),
      note: fields.text(at.note, 2000),
      externalId: fields.text(at.external_id, 200),
      externalSource: fields.text(at.external_source, 200),
      tenders: at.tenders.mapped ? this.#tenders() : NO_TENDERS,
      refundOf: fields.text(at.refund_of, 100),
      refundOfLine: this.#line(),
    };
  }

  /** "cash 5.00; card 3.20": a sign with a backslash before it belongs to the name. */
  #tenders(): readonly TenderPart[] {
    const text = this.#fields.text(this.#at.tenders, 2000);
    if (text === '') return NO_TENDERS;
    const parts: TenderPart[] = [];
    for (const part of text.match(/(?:\\.|[^\\;])+/gs) ?? []) {
      const [, kind = '', amount = ''] = /^(.*) (\S+)$/s.exec(part.trim()) ?? [];
      const read = readDecimal(amount, '.');
      const scaled =
        read === null || read instanceof CellProblem
          ? undefined
          : scaleDecimal(read, this.#rules.digits);
      if (kind === '' || !scaled || scaled instanceof CellProblem || scaled.rounded) {
        this.#fields.report(this.#at.tenders, 'Write how it was paid like "cash 5.00; card 3.20".');
        return NO_TENDERS;
      }
      parts.push({ kind: kind.replace(/\\(.)/gs, '$1'), amount: scaled.value });
    }
    return parts;
  }

  #line(): number | null {
    const text = this.#fields.text(this.#at.refund_of_line, 20);
    if (text === '') return null;
    if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
    this.#fields.report(this.#at.refund_of_line, 'Write the number of the line, from 1.');
    return null;
  }
}
