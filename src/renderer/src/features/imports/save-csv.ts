/** Files that the owner saves from the window. */
import { saveFile } from '../../ui/save-file.ts';

/** Lets the owner save a text as a CSV file. */
export function saveText(fileName: string, csv: string): void {
  saveFile(fileName, new Blob([csv], { type: 'text/csv' }));
}

/** Rows of cells as CSV (RFC 4180). */
function csvOf(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => {
      const line = cells.map((cell) =>
        /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
      );
      return `${line.join(',')}\r\n`;
    })
    .join('');
}

/** Header and one example row. */
export function templateCsv(template: {
  columns: string[];
  example: Record<string, string>;
}): string {
  const { columns, example } = template;
  return csvOf([columns, columns.map((column) => example[column] ?? '')]);
}
