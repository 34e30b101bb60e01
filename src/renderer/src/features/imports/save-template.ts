interface Template {
  columns: string[];
  example: Record<string, string>;
}

/** Lets the owner save a template with one example row. */
export function saveTemplate(fileName: string, template: Template): void {
  const url = URL.createObjectURL(new Blob([templateCsv(template)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/** Header and example as CSV (RFC 4180). */
export function templateCsv({ columns, example }: Template): string {
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(',');
  return `${row(columns)}\r\n${row(columns.map((column) => example[column] ?? ''))}\r\n`;
}
