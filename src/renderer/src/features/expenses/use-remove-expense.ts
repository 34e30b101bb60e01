import type { Expense } from '../../../../shared/schemas/expense.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { removeWithUndo } from '../../ui/undo-toast.tsx';

/** Deletes an expense at once; the toast takes it back. */
export function useRemoveExpense(): (expense: Expense) => Promise<void> {
  const { money } = useFormats();
  return ({ id, description, amount }) => {
    const words = `${description}, ${money.exact(amount)}`;
    return removeWithUndo(
      () => client.expenses.remove({ id }),
      () => client.expenses.restore({ id }),
      { done: `Deleted: ${words}`, undone: `Restored: ${words}` },
    );
  };
}
