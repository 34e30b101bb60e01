import type { Sale } from '../../../../shared/schemas/sale.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { showProblemToast, showUndoToast } from '../../ui/undo-toast.tsx';

/** Deletes a ticket at once; the toast takes it back. */
export function useRemoveSale() {
  const { money } = useFormats();
  return async (sale: Pick<Sale, 'id' | 'product_name' | 'amount'>): Promise<void> => {
    const { id, product_name, amount } = sale;
    const words = `${product_name}, ${money.exact(amount)}`;
    try {
      await client.sales.remove({ id });
      showUndoToast(`Deleted: ${words}`, () => client.sales.restore({ id }), `Restored: ${words}`);
    } catch (error) {
      showProblemToast(error);
    }
  };
}
