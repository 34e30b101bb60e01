import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import { client } from '../../api/client.ts';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { showStage } from './import-store.ts';

/** Goes on with an import that a crash interrupted. @param busy hears when it is at work */
export async function resumeImport(
  { id }: ImportBatch,
  busy: (resuming: boolean) => void,
): Promise<void> {
  busy(true);
  try {
    await client.imports.resume({ id });
    showStage({ name: 'running', importId: id });
  } catch (error) {
    showProblemToast(error);
  } finally {
    busy(false);
  }
}
