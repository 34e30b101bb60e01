/** Questions about what rows are: sales or expenses, sold or given back. */
import { cleanCell, shown } from '../read/cell.ts';
import {
  type AskedFile,
  EXAMPLES,
  type OpenQuestion,
  type OtherReading,
  option,
} from './asked-file.ts';
import { type MarkedRows, markedRowsAre, readMarkedRows } from './guess-refunds.ts';
import type { RefundDoubt } from './recognised.ts';

/** Columns that tell a person which row is meant, the best first. */
const NAMING = ['product_name', 'description', 'sku', 'ticket', 'date'];
const AMOUNTS = ['amount', 'unit_price', 'ticket_total'];

export function aboutKind(file: AskedFile, other: OtherReading): OpenQuestion | undefined {
  const rows = file.rows.slice(0, EXAMPLES);
  const readings = [{ kind: file.kind, mapping: file.mapping }, other];
  const options = (['sales', 'expenses'] as const).flatMap((kind) => {
    const reading = readings.find((one) => one.kind === kind);
    const what = kind === 'sales' ? 'sold' : 'spent';
    return reading === undefined
      ? []
      : [
          {
            ...option(
              kind,
              kind === 'sales' ? 'What the shop sold' : 'What the shop spent',
              rows.map((row) => `${wordsOf(file, row)} → ${what}`),
              reading.mapping,
            ),
            kind,
          },
        ];
  });
  return options.length < 2
    ? undefined
    : {
        id: 'kind',
        text: 'Are the rows of this file sales or expenses?',
        chosen: file.kind,
        options,
      };
}

/** What a row with a mark comes to. */
const OUTCOMES: Readonly<
  Record<MarkedRows, { label: string; outcome: (amount: string) => string }>
> = {
  take_back: { label: 'They are refunds, and take back', outcome: (amount) => `−${amount}` },
  leave_out: {
    label: 'Sold and given back: leave them out',
    outcome: () => 'left out',
  },
  sale: { label: 'Sales like the others', outcome: (amount) => amount },
};

export function aboutRefunds(file: AskedFile, doubt: RefundDoubt): OpenQuestion | undefined {
  const { header, words } = doubt;
  const at = file.headers.indexOf(header);
  const marked = file.rows.filter((row) => {
    const cell = cleanCell(row[at] ?? '');
    return words.length === 0 ? /^c\d/i.test(cell) : words.includes(cell);
  });
  if (marked.length === 0) return undefined;
  const answers: MarkedRows[] =
    words.length === 0 ? ['take_back', 'sale'] : ['take_back', 'leave_out', 'sale'];
  const mark =
    words.length === 0
      ? `whose "${header}" begins with C`
      : `whose "${header}" is ${words.map((word) => `"${word}"`).join(' or ')}`;
  return {
    id: 'refunds',
    text: `What are the rows ${mark}?`,
    chosen: markedRowsAre(file.mapping, doubt),
    options: answers.map((answer) => {
      const { label, outcome } = OUTCOMES[answer];
      return option(
        answer,
        label,
        marked
          .slice(0, EXAMPLES)
          .map((row) => `${wordsOf(file, row)} → ${outcome(amountOf(file, row))}`),
        readMarkedRows(file.mapping, doubt, answer),
      );
    }),
  };
}

/** A row as "Tea, 3.00". */
function wordsOf(file: AskedFile, row: readonly string[]): string {
  const name = NAMING.map((field) => cellOf(file, row, field)).find((text) => text !== '');
  return [shown(name ?? ''), amountOf(file, row)].filter((part) => part !== '').join(', ');
}

function amountOf(file: AskedFile, row: readonly string[]): string {
  return AMOUNTS.map((field) => cellOf(file, row, field)).find((text) => text !== '') ?? '';
}

function cellOf({ headers, mapping }: AskedFile, row: readonly string[], field: string): string {
  return cleanCell(row[headers.indexOf(mapping.columns[field] ?? '')] ?? '');
}
