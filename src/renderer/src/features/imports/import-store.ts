/** What the import screen is doing; it goes on while the owner looks at other screens. */
import { create } from 'zustand';
import type { ShapeByHand } from '../../../../shared/schemas/file-shape.ts';
import type { ImportKind, ImportMapping } from '../../../../shared/schemas/import.ts';
import type {
  CheckMessage,
  ImportCheck,
  ImportChoices,
  ReadingOrder,
} from '../../../../shared/schemas/import-check.ts';
import { client } from '../../api/client.ts';
import type { RowEdits } from './corrections.ts';

/** What the owner corrected about how a file is read; the rest is guessed from it. */
export interface Asked {
  kind?: ImportKind;
  mapping?: ImportMapping;
  /** Said before the columns are known; a mapping says it, too. */
  table?: ShapeByHand;
  /** How values of a column chosen by hand are written; until that is chosen by hand as well. */
  guess?: Guessed[];
}

/** `columns`: which column is what, where those of the mapping are no longer there. */
export type Guessed = 'date_order' | 'decimal' | 'columns';

export type CheckProgress = Extract<CheckMessage, { type: 'progress' }>;

export type ImportStage =
  | { name: 'choose' }
  | { name: 'sending'; fileName: string; sent: number; total: number }
  | { name: 'refused'; fileName: string; problem: string }
  | {
      name: 'look';
      uploadId: string;
      asked: Asked;
      /** Rows of the file that the owner does not want. */
      leftOut: readonly number[];
      /** Made after an earlier check. */
      corrections: ReadingOrder['corrections'];
    }
  | {
      name: 'checking';
      fileName: string;
      order: ReadingOrder;
      asked: Asked;
      /** What was decided about an earlier check. */
      choices: ImportChoices;
      progress: CheckProgress | null;
    }
  | {
      name: 'found';
      fileName: string;
      order: ReadingOrder;
      asked: Asked;
      check: ImportCheck;
      choices: ImportChoices;
      /** Corrections that are not checked yet. */
      edits: RowEdits;
      /** Rows to leave out from the next check on. */
      leaveOut: readonly number[];
      /** The window was loaded anew: what was decided before is not known any more. */
      again: boolean;
    }
  | { name: 'running'; importId: number }
  | { name: 'summary' };

export const useImportStage = create<{ stage: ImportStage }>(() => ({
  stage: { name: 'choose' },
}));

/** Counts the stages begun, so that a sending or a check that was left behind notices. */
let round = 0;

/** Shows a stage; whatever was under way for the one before is over. */
export function showStage(stage: ImportStage): void {
  round += 1;
  useImportStage.setState({ stage });
}

/** @returns whether the stage shown now is still the one that was shown at the time of the call */
export function whileShown(): () => boolean {
  const mine = round;
  return () => round === mine;
}

/** Draws the same stage with news, such as how far it is. */
export function updateStage(stage: ImportStage): void {
  useImportStage.setState({ stage });
}

/** Says why a file cannot be imported at all; what was sent of it is thrown away. */
export function refuse(uploadId: string, fileName: string, problem: string): void {
  forget(uploadId);
  showStage({ name: 'refused', fileName, problem });
}

/** Throws away what was sent of the file that is being looked at. */
export function discardUpload(): void {
  const { stage } = useImportStage.getState();
  if (stage.name === 'look') forget(stage.uploadId);
  if (stage.name === 'checking' || stage.name === 'found') forget(stage.order.upload_id);
}

/** The core forgets uploads by itself in time; a failure here costs nothing. */
export function forget(uploadId: string): void {
  client.imports.discardUpload({ upload_id: uploadId }).catch(() => undefined);
}
