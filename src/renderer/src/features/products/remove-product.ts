import type { Product } from '../../../../shared/schemas/product.ts';
import { client } from '../../api/client.ts';
import { removeWithUndo } from '../../ui/undo-toast.tsx';

/** Deletes a product at once; the toast takes it back. Its sales stay. */
export function removeProduct({ id, name }: Product): Promise<void> {
  return removeWithUndo(
    () => client.products.remove({ id }),
    () => client.products.restore({ id }),
    { done: `Deleted: ${name}`, undone: `Restored: ${name}` },
  );
}
