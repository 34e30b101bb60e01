import { IconWand } from '@tabler/icons-react';
import { client } from '../../api/client.ts';
import { hideToast, showToast } from '../../ui/toast.tsx';
import { showDoneToast, showProblemToast, showUndoToast } from '../../ui/undo-toast.tsx';

/** A question takes longer to read than a sentence. */
const SHOWN_MS = 12_000;
const TOAST = 'expense-rule';

/** Says that an expense got another category, and offers to do so with the next of the same payee. */
export async function sayCategoryChanged(expenseId: number): Promise<void> {
  // Without an answer there is simply nothing to offer; the change itself is stored.
  const rule = await client.expenseRules.suggest({ expense_id: expenseId }).catch(() => null);
  if (!rule) {
    showDoneToast('The expense is changed.');
    return;
  }
  const { text, category } = rule;

  const add = async () => {
    hideToast(TOAST);
    try {
      const { id } = await client.expenseRules.create(rule);
      showUndoToast(
        `From now on “${text}” is ${category}.`,
        () => client.expenseRules.remove({ id }),
        'The rule is deleted.',
      );
    } catch (error) {
      showProblemToast(error);
    }
  };

  showToast({
    id: TOAST,
    message: `The expense is changed. Always put “${text}” into ${category}?`,
    icon: IconWand,
    shownMs: SHOWN_MS,
    action: { label: 'Always', run: () => void add() },
  });
}
