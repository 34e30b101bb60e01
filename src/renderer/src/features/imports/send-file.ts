/** Hands a chosen file to the core. */
import { client } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { forget, showStage, updateStage, whileShown } from './import-store.ts';

/** Pieces of this size keep the window answering while a large file is sent. */
const PIECE_BYTES = 1_000_000;

/** Sends a file piece by piece, then shows what was understood of it. */
export async function sendFile(file: File): Promise<void> {
  const sending = (sent: number) =>
    ({ name: 'sending', fileName: file.name, sent, total: file.size }) as const;
  showStage(sending(0));
  const wanted = whileShown();
  let uploadId: string | undefined;
  try {
    const opened = await client.imports.openUpload({
      file_name: file.name.slice(0, 255),
      file_bytes: file.size,
    });
    uploadId = opened.upload_id;
    for (let offset = 0; offset < file.size; offset += PIECE_BYTES) {
      const piece = file.slice(offset, offset + PIECE_BYTES);
      await client.imports.appendUpload({ upload_id: uploadId, offset, piece });
      if (!wanted()) break;
      updateStage(sending(Math.min(file.size, offset + PIECE_BYTES)));
    }
    if (wanted()) showStage({ name: 'look', uploadId, asked: {}, leftOut: [], corrections: [] });
    else forget(uploadId);
  } catch (error) {
    if (uploadId) forget(uploadId);
    if (wanted()) showStage({ name: 'refused', fileName: file.name, problem: wordsOf(error) });
  }
}

function wordsOf(error: unknown): string {
  // A file that was moved or changed while it was read.
  if (error instanceof DOMException) {
    return 'The file could not be read. Is it still there, and may you open it?';
  }
  return problemOf(error).message;
}
