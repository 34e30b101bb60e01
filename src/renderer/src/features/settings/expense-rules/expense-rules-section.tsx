import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconWand } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExpenseRule } from '../../../../../shared/schemas/expense-rule.ts';
import { client, orpc } from '../../../api/client.ts';
import { LoadProblem } from '../../../ui/load-problem.tsx';
import { showProblemToast } from '../../../ui/undo-toast.tsx';
import type { Editing } from '../entry-dialog.tsx';
import { Section } from '../section.tsx';
import { ApplyRules } from './apply-rules.tsx';
import { RuleDialog } from './rule-form.tsx';
import { RuleRow } from './rule-row.tsx';

/** Which category imported expenses get. */
export function ExpenseRulesSection() {
  const { data, error, refetch } = useQuery(orpc.expenseRules.list.queryOptions());
  const [editing, setEditing] = useState<Editing<ExpenseRule>>(null);
  const [applying, setApplying] = useState(false);
  const rules = data ?? [];

  /** @param by −1 for up, 1 for down */
  const move = (index: number, by: -1 | 1) => {
    const ids = rules.map(({ id }) => id);
    const [id] = ids.splice(index, 1);
    if (id === undefined) return;
    ids.splice(index + by, 0, id);
    client.expenseRules.reorder({ ids }).catch(showProblemToast);
  };

  return (
    <Section
      title="Expense rules"
      description="An imported expense without a category gets one by what its description says. The first rule that fits counts. When you correct an imported expense, Tillwise offers the rule by itself."
    >
      <Stack gap="md">
        {error && <LoadProblem error={error} onRetry={() => void refetch()} />}
        {data && rules.length === 0 && (
          <Text size="sm" c="dimmed">
            No rules yet. Such as: contains “Shell” → Fuel.
          </Text>
        )}
        {rules.length > 0 && (
          <Stack gap={6} component="ol" p={0} m={0} aria-label="Rules in their order">
            {rules.map((rule, index) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                first={index === 0}
                last={index === rules.length - 1}
                onMove={(by) => move(index, by)}
                onEdit={() => setEditing(rule)}
              />
            ))}
          </Stack>
        )}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            Add a rule
          </Button>
          {rules.length > 0 && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconWand size={14} aria-hidden />}
              onClick={() => setApplying(true)}
            >
              Apply to earlier expenses
            </Button>
          )}
        </Group>
      </Stack>
      <RuleDialog editing={editing} onClose={() => setEditing(null)} />
      <ApplyRules opened={applying} onClose={() => setApplying(false)} />
    </Section>
  );
}
