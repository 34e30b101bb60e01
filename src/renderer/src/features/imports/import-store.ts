/** What the import screen is doing; it goes on while the owner looks at other screens. */
import { create } from 'zustand';
import { client } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';

/** Pieces of this size keep the window answering while a large file is sent. */
const PIECE_BYTES = 1_000_000;

export type ImportStage =
  | { name: 'choose'; problem: string | null }
  | { name: 'sending'; fileName: string; sent: number; total: number }
  | { name: 'preview'; uploadId: string }
  | { name: 'running'; importId: number };

export const useImportStage = create<{ stage: ImportStage }>(() => ({
  stage: { name: 'choose', problem: null },
}));

/** Counts the files chosen, so that a sending that was left behind notices. */
let round = 0;

export function showStage(stage: ImportStage): void {
  round += 1;
  useImportStage.setState({ stage });
}

/** Back to choosing a file; what was sent of the last one is thrown away. */
export function chooseAnotherFile(problem: string | null = null): void {
  const { stage } = useImportStage.getState();
  if (stage.name === 'preview') void discard(stage.uploadId);
  showStage({ name: 'choose', problem });
}

/** Hands a file to the core piece by piece, then shows what was understood of it. */
export async function sendFile(file: File): Promise<void> {
  chooseAnotherFile();
  round += 1;
  const mine = round;
  const sending = (sent: number) =>
    useImportStage.setState({
      stage: { name: 'sending', fileName: file.name, sent, total: file.size },
    });
  sending(0);
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
      if (round !== mine) {
        await discard(uploadId);
        return;
      }
      sending(Math.min(file.size, offset + PIECE_BYTES));
    }
    showStage({ name: 'preview', uploadId });
  } catch (error) {
    if (uploadId) void discard(uploadId);
    if (round === mine) showStage({ name: 'choose', problem: wordsOf(error) });
  }
}

function wordsOf(error: unknown): string {
  // A file that was moved or changed while it was read.
  if (error instanceof DOMException) {
    return 'The file could not be read. Is it still there, and may you open it?';
  }
  return problemOf(error).message;
}

/** The core forgets uploads by itself in time; a failure here costs nothing. */
function discard(uploadId: string): Promise<unknown> {
  return client.imports.discardUpload({ upload_id: uploadId }).catch(() => undefined);
}
