/** Has the core read a whole file and say what it would do, before anything is written. */
import {
  type ImportCheck,
  type ImportChoices,
  importChoices,
  type ReadingOrder,
  type SuggestedCell,
} from '../../../../shared/schemas/import-check.ts';
import { client } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { carryChoices } from './carry-choices.ts';
import { editCells, type RowEdits } from './corrections.ts';
import { noteImport } from './file-queue.ts';
import { type Asked, showStage, updateStage, useImportStage, whileShown } from './import-store.ts';

let checking: AbortController | undefined;

/**
 * Checks a file as it is to be read now, and shows what was found.
 * @param before An earlier check of it, and what was decided about that.
 */
export async function checkFile(
  fileName: string,
  order: ReadingOrder,
  asked: Asked,
  before?: { check: ImportCheck; choices: ImportChoices },
): Promise<void> {
  checking?.abort();
  const controller = new AbortController();
  checking = controller;
  const choices = before?.choices ?? importChoices.parse({});
  const stage = { name: 'checking', fileName, order, asked, choices } as const;
  showStage({ ...stage, progress: null });
  const wanted = whileShown();
  try {
    const messages = await client.imports.check(order, { signal: controller.signal });
    for await (const message of messages) {
      if (!wanted()) break;
      if (message.type === 'done') {
        const { check } = message;
        showStage({
          name: 'found',
          fileName,
          order,
          asked,
          check,
          choices: before ? carryChoices(choices, before.check, check) : choices,
          edits: {},
          leaveOut: [],
          again: false,
        });
      } else if (message.type === 'refused') {
        showStage({ name: 'refused', fileName, problem: message.reason });
      } else updateStage({ ...stage, progress: message });
    }
  } catch (error) {
    if (wanted()) showStage({ name: 'refused', fileName, problem: problemOf(error).message });
  } finally {
    controller.abort();
  }
}

/** Back to how the file is read; what was corrected there stays. */
export function lookAgain(): void {
  const { stage } = useImportStage.getState();
  if (stage.name !== 'checking' && stage.name !== 'found') return;
  checking?.abort();
  const { order, asked } = stage;
  const { upload_id, excluded_rows, corrections } = order;
  showStage({ name: 'look', uploadId: upload_id, asked, leftOut: excluded_rows, corrections });
}

/** Changes what the owner decided about what was found. */
export function decide(part: Partial<ImportChoices>): void {
  const { stage } = useImportStage.getState();
  if (stage.name !== 'found') return;
  updateStage({ ...stage, choices: { ...stage.choices, ...part } });
}

/** Keeps corrections until the file is checked again. */
export function setEdits(edits: RowEdits): void {
  const { stage } = useImportStage.getState();
  if (stage.name === 'found') updateStage({ ...stage, edits });
}

/** Adds what was suggested for cells of a file, unless another one is shown by now. */
export function addSuggestions(uploadId: string, cells: readonly SuggestedCell[]): void {
  const { stage } = useImportStage.getState();
  if (stage.name === 'found' && stage.order.upload_id === uploadId)
    updateStage({ ...stage, edits: editCells(stage.edits, cells) });
}

/** Keeps which rows are to be left out from the next check on. */
export function setLeaveOut(leaveOut: readonly number[]): void {
  const { stage } = useImportStage.getState();
  if (stage.name === 'found') updateStage({ ...stage, leaveOut });
}

/** Stores what was found, as decided. @throws as the core refuses it */
export async function startImport(order: ReadingOrder, choices: ImportChoices): Promise<void> {
  const batch = await client.imports.start({ ...order, ...choices });
  noteImport(batch.id);
  showStage({ name: 'running', importId: batch.id });
}
