/** A window that was loaded anew goes on with the file it was at. */
import { importChoices } from '../../../../shared/schemas/import-check.ts';
import { client } from '../../api/client.ts';
import { showStage, useImportStage } from './import-store.ts';

let asked = false;

/** Shows the file that waits for a decision, if there is one; asks once for each loading of the window. */
export async function goOnWhereItWas(): Promise<void> {
  if (asked) return;
  asked = true;
  // Nothing waits, or nobody can say: the owner chooses a file as always.
  const waiting = await client.imports.waiting().catch(() => []);
  const newest = waiting.at(-1);
  if (!newest || useImportStage.getState().stage.name !== 'choose') return;
  const { upload_id, file_name, found } = newest;
  if (!found) {
    showStage({ name: 'look', uploadId: upload_id, asked: {}, leftOut: [], corrections: [] });
    return;
  }
  const { order, check } = found;
  showStage({
    name: 'found',
    fileName: file_name,
    order,
    asked: { kind: order.kind, mapping: order.mapping },
    check,
    choices: importChoices.parse({}),
    edits: {},
    leaveOut: [],
    again: true,
  });
}
