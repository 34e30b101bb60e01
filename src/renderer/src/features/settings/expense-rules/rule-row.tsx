import { ActionIcon, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ExpenseRule } from '../../../../../shared/schemas/expense-rule.ts';
import { client } from '../../../api/client.ts';
import { removeWithUndo } from '../../../ui/undo-toast.tsx';
import classes from './rule-row.module.css';

interface RuleRowProps {
  rule: ExpenseRule;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
  onEdit: () => void;
}

/** One rule in the list. */
export function RuleRow({ rule, first, last, onMove, onEdit }: RuleRowProps) {
  const { id, text, category } = rule;

  const remove = () =>
    removeWithUndo(
      () => client.expenseRules.remove({ id }),
      () => client.expenseRules.restore({ id }),
      {
        done: `The rule for “${text}” is deleted.`,
        undone: `The rule for “${text}” is back.`,
      },
    );

  return (
    <li className={classes.row}>
      <Text size="sm" className={classes.words}>
        contains “<b>{text}</b>” → {category}
      </Text>
      <Group gap={2} wrap="nowrap">
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes.move}
          aria-label={`Move the rule for ${text} up`}
          disabled={first}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes.move}
          aria-label={`Move the rule for ${text} down`}
          disabled={last}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Change the rule for ${text}`}
          onClick={onEdit}
        >
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Delete the rule for ${text}`}
          onClick={() => void remove()}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}
