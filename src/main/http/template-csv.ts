/** A template as the CSV file that a spreadsheet opens. */
import { z } from 'zod';

const template = z.object({
  columns: z.array(z.string()),
  example: z.record(z.string(), z.string()),
});

/** True when the caller would rather have CSV than JSON. */
export function prefersCsv(accept: string | undefined): boolean {
  if (!accept) return false;
  const quality = (type: string) => {
    const part = accept.split(',').find((range) => range.trim().toLowerCase().startsWith(type));
    if (!part) return 0;
    const q = /;\s*q=([\d.]+)/.exec(part)?.[1];
    return q === undefined ? 1 : Number(q);
  };
  return quality('text/csv') > quality('application/json');
}

/** Header and example row, with CRLF as spreadsheets write it. */
export function templateCsv(value: unknown): string {
  const { columns, example } = template.parse(value);
  const rows = [columns, columns.map((column) => example[column] ?? '')];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  // A cell that starts like a formula would be run by a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
