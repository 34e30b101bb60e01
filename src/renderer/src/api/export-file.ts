/** Everything of one kind as a CSV file. */
import { saveFile } from '../ui/save-file.ts';
import { client } from './client.ts';

export type ExportKind = 'sales' | 'products' | 'customers' | 'expenses';

/** Business dates, both included; only sales and expenses have some. */
export interface ExportPeriod {
  start_date?: string;
  end_date?: string;
}

/** Without it spreadsheets take UTF-8 for an older encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Fetches the file piece by piece and lets the owner save it. @param today in the file's name */
export async function exportFile(
  kind: ExportKind,
  period: ExportPeriod,
  today: string,
): Promise<void> {
  const pieces = [BYTE_ORDER_MARK];
  for await (const piece of await open(kind, period)) pieces.push(piece);
  const { start_date, end_date } = period;
  const days = start_date && end_date ? `${start_date}-to-${end_date}` : today;
  saveFile(`tillwise-${kind}-${days}.csv`, new Blob(pieces, { type: 'text/csv' }));
}

function open(kind: ExportKind, period: ExportPeriod): Promise<AsyncIterable<string>> {
  switch (kind) {
    case 'sales':
      return client.export.sales(period);
    case 'products':
      return client.export.products();
    case 'customers':
      return client.export.customers();
    case 'expenses':
      return client.export.expenses(period);
  }
}
