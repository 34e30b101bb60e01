import type { Customer } from '../../../../shared/schemas/customer.ts';
import { client } from '../../api/client.ts';
import { removeWithUndo } from '../../ui/undo-toast.tsx';

/** Deletes a customer at once; the toast takes it back. Their sales stay. */
export function removeCustomer({ id, name }: Customer): Promise<void> {
  return removeWithUndo(
    () => client.customers.remove({ id }),
    () => client.customers.restore({ id }),
    { done: `Deleted: ${name}`, undone: `Restored: ${name}` },
  );
}
