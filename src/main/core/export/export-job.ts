/** What the worker that writes an export is told. Plain data only. */

/** What can be exported. */
export type ExportKind = 'sales' | 'products' | 'customers' | 'expenses';

export interface ExportJob {
  /** The shop's file. */
  file: string;
  nativeBinding: string | undefined;
  kind: ExportKind;
  /** Business dates, both included; of sales and expenses. */
  first: string | null;
  last: string | null;
  /** Decimals of the currency. */
  digits: number;
  timeZone: string;
}

/** What the worker answers when it is asked for more. */
export type ExportMessage = { piece: string } | { end: true };
