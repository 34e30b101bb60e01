import type { Product } from '../../../../shared/schemas/product.ts';
import { client } from '../../api/client.ts';
import { showProblemToast, showUndoToast } from '../../ui/undo-toast.tsx';

/** Deletes a product at once; the toast takes it back. Its sales stay. */
export async function removeProduct({ id, name }: Product): Promise<void> {
  try {
    await client.products.remove({ id });
    showUndoToast(`Deleted: ${name}`, () => client.products.restore({ id }), `Restored: ${name}`);
  } catch (error) {
    showProblemToast(error);
  }
}
