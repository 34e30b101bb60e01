import type { Sale } from '../../../../shared/schemas/sale.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { removeWithUndo } from '../../ui/undo-toast.tsx';

/** Deletes a ticket at once; the toast takes it back. */
export function useRemoveSale() {
  const { money } = useFormats();
  return ({
    id,
    product_name,
    amount,
  }: Pick<Sale, 'id' | 'product_name' | 'amount'>): Promise<void> => {
    const words = `${product_name}, ${money.exact(amount)}`;
    return removeWithUndo(
      () => client.sales.remove({ id }),
      () => client.sales.restore({ id }),
      { done: `Deleted: ${words}`, undone: `Restored: ${words}` },
    );
  };
}
