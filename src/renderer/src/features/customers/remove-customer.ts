import type { Customer } from '../../../../shared/schemas/customer.ts';
import { client } from '../../api/client.ts';
import { showProblemToast, showUndoToast } from '../../ui/undo-toast.tsx';

/** Deletes a customer at once; the toast takes it back. Their sales stay. */
export async function removeCustomer({ id, name }: Customer): Promise<void> {
  try {
    await client.customers.remove({ id });
    showUndoToast(`Deleted: ${name}`, () => client.customers.restore({ id }), `Restored: ${name}`);
  } catch (error) {
    showProblemToast(error);
  }
}
