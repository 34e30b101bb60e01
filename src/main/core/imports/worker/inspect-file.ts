/** Looks at a file without storing anything: what it is, how to read it, what its rows become. */
import {
  type ImportKind,
  type ImportMapping,
  importMapping,
} from '../../../../shared/schemas/import.ts';
import { FileRefused } from '../file-refused.ts';
import { SHOWN_VALUE } from '../read/cell.ts';
import { CustomerRowReader } from '../read/customer-row.ts';
import { ExpenseRowReader } from '../read/expense-row.ts';
import { Excluded, type RowProblem, type ShopRules } from '../read/fields.ts';
import { RowFilter } from '../read/row-filter.ts';
import { readRows } from '../read/row-reader.ts';
import { SaleRowReader } from '../read/sale-row.ts';
import { missingFields } from '../required-fields.ts';
import { sniffEncoding } from '../sniff/encoding.ts';
import { DateOrderTally, sniffDecimalSign } from '../sniff/notation.ts';
import { recognise } from '../sniff/recognise.ts';
import { type SniffedTable, sniffTable } from '../sniff/table.ts';
import type { Inspection, InspectJob } from './jobs.ts';
import { findKept } from './kept-mapping.ts';
import { isHeader } from './stage-file-job.ts';
import { storedValues } from './stored-values.ts';

/** Rows that a guess looks at; dates that stay open are looked for in the whole file. */
const SAMPLE_ROWS = 2000;
const SHOWN_ROWS = 20;
const NUMBER_FIELDS = ['amount', 'unit_price', 'quantity', 'discount', 'tax', 'cost'];

interface SampleRow {
  cells: string[];
  line: number;
  /** Why it is no row at all. */
  broken: string | undefined;
}

/** @throws FileRefused when the file cannot be imported at all */
export function inspectFile(job: InspectJob): Inspection {
  const encoding = sniffEncoding(job.path);
  const table = sniffTable(job.path, encoding);
  const sample = readSample(job.path, table);
  if (sample.length === 0)
    throw new FileRefused(
      'This file only has a header and no rows. Choose the file that holds the rows.',
    );
  const cells = sample.filter((row) => row.broken === undefined).map((row) => row.cells);
  const kept = findKept(job, table.headers);
  const chosen = job.mapping ?? kept?.mapping;
  const found = recognise(table.headers, cells, job.kind ?? kept?.kind);
  const kind = job.kind ?? found.kind;
  const columns = chosen?.columns ?? found.columns;
  const dates = tallyDates(job.path, table, cells, columns.date ?? columns.birthday);
  const numbers = NUMBER_FIELDS.flatMap((field) => {
    const at = table.headers.indexOf(columns[field] ?? '');
    return at < 0 ? [] : cells.map((row) => row[at] ?? '');
  });
  const decimal = sniffDecimalSign(numbers);
  const order = dates.verdict();
  const guessed = importMapping.parse({
    columns,
    date_order: order.order,
    decimal: decimal.decimal,
    refund_rule: found.refund_rule,
    extra_decimals: found.extra_decimals,
  });
  const mapping: ImportMapping = {
    ...(chosen ?? guessed),
    ...(job.guess_date_order ? { date_order: order.order } : {}),
  };
  const missing = missingFields(kind, mapping.columns);
  return {
    kind,
    recognised_as: found.name,
    encoding: encoding.encoding,
    delimiter: table.shape.delimiter,
    headers: table.headers,
    sample: sample
      .slice(0, SHOWN_ROWS)
      .map((row) => row.cells.map((cell) => cell.slice(0, SHOWN_VALUE))),
    mapping,
    reasons: [
      ...(kept ? [`Read with your mapping "${kept.name}", which was made for this header.`] : []),
      ...(kept ? [] : found.reasons),
      encoding.reason,
      ...table.reasons,
      ...(order.reason ? [order.reason] : []),
      ...(decimal.reason ? [decimal.reason] : []),
    ],
    questions: [],
    excluded: [],
    missing,
    saved_mapping: kept ? { id: kept.id, name: kept.name } : null,
    rows: missing.length > 0 ? [] : previewRows(kind, table, mapping, job.rules, sample),
  };
}

function readSample(path: string, table: SniffedTable): SampleRow[] {
  const sample: SampleRow[] = [];
  readRows(path, table.shape, {
    row(cells, line) {
      if (line > table.headerLine && !isHeader(cells, table.headers))
        sample.push({ cells, line, broken: undefined });
      return sample.length < SAMPLE_ROWS;
    },
    broken(text, line, reason) {
      if (line > table.headerLine) sample.push({ cells: [text], line, broken: reason });
      return sample.length < SAMPLE_ROWS;
    },
  });
  return sample;
}

/** The first rows of a file sorted by date may all fit both orders; then the others decide. */
function tallyDates(
  path: string,
  table: SniffedTable,
  sample: readonly string[][],
  header: string | undefined,
): DateOrderTally {
  const tally = new DateOrderTally();
  const at = header === undefined ? -1 : table.headers.indexOf(header);
  if (at < 0) return tally;
  for (const cells of sample) tally.add(cells[at] ?? '');
  if (!tally.open || sample.length < SAMPLE_ROWS) return tally;
  readRows(path, table.shape, {
    row(cells) {
      tally.add(cells[at] ?? '');
      return !tally.decided;
    },
    broken: () => true,
  });
  return tally;
}

function previewRows(
  kind: ImportKind,
  table: SniffedTable,
  mapping: ImportMapping,
  rules: ShopRules,
  sample: readonly SampleRow[],
): Inspection['rows'] {
  const filter = new RowFilter(table.headers, mapping);
  const reader =
    kind === 'sales'
      ? new SaleRowReader(table.headers, mapping, rules)
      : kind === 'customers'
        ? new CustomerRowReader(table.headers, mapping)
        : new ExpenseRowReader(table.headers, mapping, rules);
  return sample.slice(0, SHOWN_ROWS).map(({ cells, line, broken }) => {
    if (broken !== undefined) return { row: line, values: {}, problem: broken, excluded: null };
    const read = filter.check(cells) ?? reader.read(cells);
    if (read instanceof Excluded)
      return {
        row: line,
        values: rawValues(table, mapping, cells),
        problem: null,
        excluded: read.excluded,
      };
    return isProblems(read)
      ? {
          row: line,
          values: rawValues(table, mapping, cells),
          problem: inWords(read),
          excluded: null,
        }
      : { row: line, values: storedValues(read, mapping, rules), problem: null, excluded: null };
  });
}

function isProblems(read: object): read is readonly RowProblem[] {
  return Array.isArray(read);
}

function rawValues(
  table: SniffedTable,
  mapping: ImportMapping,
  cells: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping.columns).map(([field, header]) => [
      field,
      (cells[table.headers.indexOf(header)] ?? '').slice(0, SHOWN_VALUE),
    ]),
  );
}

function inWords(problems: readonly RowProblem[]): string {
  return problems
    .map(({ column, reason }) => (column === '' ? reason : `${column}: ${reason}`))
    .join(' ');
}
