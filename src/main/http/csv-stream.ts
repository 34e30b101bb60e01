/** Sends a CSV file piece by piece, as fast as the reader takes it and no faster. */
import type { ServerResponse } from 'node:http';
import { drained } from './event-streams.ts';

/** A file on its way out. */
export interface CsvFile {
  name: string;
  pieces: AsyncIterator<unknown>;
}

/** The headers of such a file. */
export function csvHeaders(name: string): Record<string, string> {
  return {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
}

/**
 * Waits for the first piece, so that a file that cannot be written is refused like any call. A file
 * that breaks off later cuts the line: nobody may take half of it for the whole.
 */
export async function beginCsv(file: CsvFile): Promise<CsvFile> {
  const first = await file.pieces.next();
  async function* all(): AsyncGenerator<unknown> {
    try {
      for (let piece = first; !piece.done; piece = await file.pieces.next()) yield piece.value;
    } finally {
      await file.pieces.return?.();
    }
  }
  return { name: file.name, pieces: all() };
}

export async function sendCsv(
  response: ServerResponse,
  { name, pieces }: CsvFile,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  response.writeHead(200, { ...headers, ...csvHeaders(name) });
  try {
    for (;;) {
      const { done, value } = await pieces.next();
      if (response.destroyed) return;
      if (done) break;
      if (!response.write(String(value))) await drained(response);
      if (response.destroyed) return;
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  } finally {
    await pieces.return?.();
  }
}
