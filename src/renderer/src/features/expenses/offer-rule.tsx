import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconWand } from '@tabler/icons-react';
import { client } from '../../api/client.ts';
import { showDoneToast, showProblemToast, showUndoToast } from '../../ui/undo-toast.tsx';

/** Long enough to read it, think, and reach for the button. */
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
    notifications.hide(TOAST);
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

  notifications.show({
    id: TOAST,
    color: 'pine',
    icon: <IconWand size={18} aria-hidden />,
    autoClose: SHOWN_MS,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" lineClamp={3}>
          The expense is changed. Always put “{text}” into {category}?
        </Text>
        <Button size="compact-sm" variant="light" flex="none" onClick={() => void add()}>
          Always
        </Button>
      </Group>
    ),
  });
}
