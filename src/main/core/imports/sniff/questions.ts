/** What a file leaves open, asked with rows of its own. An answer is another mapping. */
import type { ImportQuestion } from '../../../../shared/schemas/import.ts';
import { CellProblem, cleanCell, shown } from '../read/cell.ts';
import { orderEvidence, readDate } from '../read/date-text.ts';
import { type DecimalSign, readDecimal } from '../read/decimal-text.ts';
import { aboutKind, aboutRefunds } from './ask-rows.ts';
import {
  type AskedFile,
  cellsOf,
  EXAMPLES,
  type OpenQuestion,
  type OtherReading,
  option,
} from './asked-file.ts';
import { guessNumber } from './guess-number.ts';
import type { RefundDoubt } from './recognised.ts';

/** What was not settled by looking. */
export interface Open {
  dates: boolean;
  decimal: boolean;
  tax: boolean;
  moneyOut: boolean;
  refunds: RefundDoubt | undefined;
  otherKind: OtherReading | undefined;
}

export function questionsOf(open: Open, file: AskedFile): ImportQuestion[] {
  const questions: (OpenQuestion | undefined)[] = [
    open.otherKind ? aboutKind(file, open.otherKind) : undefined,
    open.dates ? aboutDates(file) : undefined,
    open.decimal ? aboutDecimals(file) : undefined,
    open.tax ? aboutTax(file) : undefined,
    open.moneyOut ? aboutMoneyOut(file) : undefined,
    open.refunds ? aboutRefunds(file, open.refunds) : undefined,
  ];
  return questions
    .filter((question) => question !== undefined)
    .map((question) => ({
      ...question,
      options: question.options.map((one) => ({ kind: file.kind, ...one })),
    }));
}

const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

function aboutDates(file: AskedFile): OpenQuestion | undefined {
  const { mapping } = file;
  const dates = cellsOf(file, mapping.columns.date ?? mapping.columns.birthday).filter(
    (text) => orderEvidence(text) === 'either',
  );
  const examples = [...new Set(dates)].slice(0, EXAMPLES);
  if (examples.length === 0) return undefined;
  const reading = (date_order: 'dmy' | 'mdy') =>
    examples.map((text) => {
      const read = readDate(text, date_order);
      return `${shown(text)} → ${read instanceof CellProblem ? '?' : longDate.format(Date.parse(read.date))}`;
    });
  return {
    id: 'date_order',
    text: 'Which comes first in the dates of this file, the day or the month?',
    chosen: mapping.date_order,
    options: [
      option('dmy', 'The day', reading('dmy'), { ...mapping, date_order: 'dmy' }),
      option('mdy', 'The month', reading('mdy'), { ...mapping, date_order: 'mdy' }),
    ],
  };
}

function aboutDecimals(file: AskedFile): OpenQuestion | undefined {
  const { columns } = file.mapping;
  const cells = ['amount', 'unit_price', 'ticket_total', 'price', 'cost'].flatMap((field) =>
    cellsOf(file, columns[field]),
  );
  const examples = [...new Set(cells)].filter((text) => /\d[.,]\d{3}\D*$/.test(text));
  if (examples.length === 0) return undefined;
  const reading = (sign: DecimalSign) =>
    examples.slice(0, EXAMPLES).map((text) => {
      const read = readDecimal(text, sign);
      const number =
        read === null || read instanceof CellProblem
          ? '?'
          : (read.units / 10 ** read.scale).toLocaleString('en', { minimumFractionDigits: 2 });
      return `${shown(text)} → ${number}`;
    });
  return {
    id: 'decimal',
    text: 'Do amounts such as these have thousands, or three decimals?',
    chosen: file.mapping.decimal,
    options: [
      option('.', 'The decimal sign is a point', reading('.'), { ...file.mapping, decimal: '.' }),
      option(',', 'The decimal sign is a comma', reading(','), { ...file.mapping, decimal: ',' }),
    ],
  };
}

function aboutTax(file: AskedFile): OpenQuestion | undefined {
  const { headers, rows, mapping } = file;
  const { columns, decimal } = mapping;
  const number = (row: readonly string[], field: string) =>
    guessNumber(row[headers.indexOf(columns[field] ?? '')] ?? '', decimal);
  const examples = rows
    .map((row) => {
      const own = number(row, 'amount');
      const amount = Number.isNaN(own)
        ? number(row, 'unit_price') * (number(row, 'quantity') || 1)
        : own;
      const tax = number(row, 'tax') || number(row, 'ticket_tax');
      return { amount, tax };
    })
    .filter(({ amount, tax }) => amount > 0 && tax > 0 && tax < amount)
    .slice(0, EXAMPLES);
  if (examples.length === 0) return undefined;
  return {
    id: 'tax',
    text: 'Do the amounts of this file contain the tax, or does it come on top?',
    chosen: mapping.tax,
    options: [
      option(
        'added',
        'It comes on top',
        examples.map(
          ({ amount, tax }) =>
            `${amount.toFixed(2)} with a tax of ${tax.toFixed(2)} → net sales ${amount.toFixed(2)}`,
        ),
        { ...mapping, tax: 'added' },
      ),
      option(
        'included',
        'They contain it',
        examples.map(
          ({ amount, tax }) =>
            `${amount.toFixed(2)} with a tax of ${tax.toFixed(2)} → net sales ${(amount - tax).toFixed(2)}`,
        ),
        { ...mapping, tax: 'included' },
      ),
    ],
  };
}

function aboutMoneyOut(file: AskedFile): OpenQuestion | undefined {
  const { headers, rows, mapping } = file;
  const at = headers.indexOf(mapping.columns.amount ?? '');
  const textAt = headers.indexOf(mapping.columns.description ?? '');
  const sample = (sign: 1 | -1) =>
    rows.find((row) => sign * guessNumber(row[at] ?? '', mapping.decimal) > 0);
  const [positive, negative] = [sample(1), sample(-1)];
  if (!positive || !negative) return undefined;
  const words = (row: readonly string[], fate: string) =>
    `${shown(row[textAt] ?? '')}, ${cleanCell(row[at] ?? '')} → ${fate}`;
  return {
    id: 'money_out',
    text: 'Which amounts of this file are expenses, the negative or the positive ones?',
    chosen: mapping.money_out,
    options: [
      option(
        'negative',
        'The negative ones, as on a bank statement',
        [words(negative, 'an expense'), words(positive, 'left out')],
        { ...mapping, money_out: 'negative' },
      ),
      option(
        'positive',
        'The positive ones, as on a list of expenses',
        [words(positive, 'an expense'), words(negative, 'a bad row')],
        { ...mapping, money_out: 'positive' },
      ),
    ],
  };
}
