import type { Expense } from '../../../../shared/schemas/expense.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { showProblemToast, showUndoToast } from '../../ui/undo-toast.tsx';

/** Deletes an expense at once; the toast takes it back. */
export function useRemoveExpense(): (expense: Expense) => Promise<void> {
  const { money } = useFormats();
  return async ({ id, description, amount }) => {
    const words = `${description}, ${money.exact(amount)}`;
    try {
      await client.expenses.remove({ id });
      showUndoToast(
        `Deleted: ${words}`,
        () => client.expenses.restore({ id }),
        `Restored: ${words}`,
      );
    } catch (error) {
      showProblemToast(error);
    }
  };
}
