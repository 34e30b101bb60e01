import { Button, Group, Modal, Progress, Stack, Switch, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RuleReach } from '../../../../../shared/schemas/expense-rule.ts';
import { client, orpc } from '../../../api/client.ts';
import { queryClient } from '../../../api/query-client.ts';
import { useFormats } from '../../../ui/format/use-formats.ts';
import { LoadProblem } from '../../../ui/load-problem.tsx';
import { showDoneToast, showProblemToast, showUndoToast } from '../../../ui/undo-toast.tsx';
import { atWork } from './rules-at-work.ts';

interface ApplyRulesProps {
  opened: boolean;
  onClose: () => void;
}

/** What the rules would change of what is there already, before anything is changed. */
export function ApplyRules({ opened, onClose }: ApplyRulesProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Apply the rules to earlier expenses" size={640}>
      <Found onClose={onClose} />
    </Modal>
  );
}

function Found({ onClose }: { onClose: () => void }) {
  const [reach, setReach] = useState<RuleReach>('uncategorized');
  const [applying, setApplying] = useState(false);
  const { money, date, number } = useFormats();
  const { data, error, refetch } = useQuery(
    orpc.expenseRules.matches.queryOptions({
      input: { reach },
      placeholderData: keepPreviousData,
    }),
  );
  const count = data?.expenses ?? 0;
  const counted = `${number.count(count)} ${count === 1 ? 'expense' : 'expenses'}`;

  const stopped = useRef(false);
  const apply = async () => {
    setApplying(true);
    stopped.current = false;
    try {
      const run = await atWork(client.expenseRules.apply({ reach }));
      showUndoToast(
        `${number.count(run.expenses)} ${run.expenses === 1 ? 'expense has' : 'expenses have'} a category now.`,
        () => atWork(client.expenseRules.undo({ id: run.id })),
        'They have their former category again.',
      );
      onClose();
    } catch (problem) {
      if (!stopped.current) showProblemToast(problem);
    } finally {
      // One that failed in the middle waits for the owner, who is told above every screen.
      void queryClient.invalidateQueries({ queryKey: orpc.expenseRules.key() });
      setApplying(false);
    }
  };

  return (
    <Stack gap="md">
      <Switch
        label="Also those whose category says next to nothing"
        description="Such as Other, Shopping or Miscellaneous from a bank."
        disabled={applying}
        checked={reach === 'vague'}
        onChange={(event) => setReach(event.currentTarget.checked ? 'vague' : 'uncategorized')}
      />
      {error && <LoadProblem error={error} onRetry={() => void refetch()} />}
      <Text size="sm" role="status">
        {data && (count === 0 ? 'There is nothing to change.' : `${counted} would change:`)}
      </Text>
      {data && count > 0 && (
        <Table.ScrollContainer minWidth={480} mah={320}>
          <Table fz="sm" verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Date</Table.Th>
                <Table.Th>Description</Table.Th>
                <Table.Th ta="right">Amount</Table.Th>
                <Table.Th>Category</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.examples.map((expense) => (
                <Table.Tr key={expense.id}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{date.day(expense.date)}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{expense.description}</Table.Td>
                  <Table.Td ta="right">{money.exact(expense.amount)}</Table.Td>
                  <Table.Td>
                    {expense.from === null ? '' : `${expense.from} → `}
                    <b>{expense.to}</b>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {data && count > data.examples.length && (
        <Text size="sm" c="dimmed">
          and {number.count(count - data.examples.length)} more.
        </Text>
      )}
      {applying ? (
        <UnderWay
          onStop={() => {
            stopped.current = true;
          }}
        />
      ) : (
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave them
          </Button>
          <Button disabled={count === 0} onClick={() => void apply()}>
            {count === 0 ? 'Change' : `Change ${counted}`}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** How often the window asks how far it is, ms. */
const ASK_MS = 150;

/** How far it is; it can be stopped, and then nothing stays. */
function UnderWay({ onStop }: { onStop: () => void }) {
  const [stopping, setStopping] = useState(false);
  const { data: run } = useQuery(
    orpc.expenseRules.unfinishedRun.queryOptions({ refetchInterval: ASK_MS, gcTime: 0 }),
  );
  const stop = async () => {
    if (!run) return;
    setStopping(true);
    onStop();
    try {
      await atWork(client.expenseRules.cancel({ id: run.id }));
      showDoneToast('Stopped. Every expense has its former category.');
    } catch (problem) {
      showProblemToast(problem);
    }
  };
  return (
    <Group wrap="nowrap" data-testid="rules-under-way">
      <Progress
        value={(run?.progress ?? 0) * 100}
        flex={1}
        aria-label={stopping ? 'Taking back' : 'Changing expenses'}
        transitionDuration={ASK_MS}
      />
      <Button variant="default" loading={stopping} disabled={!run} onClick={() => void stop()}>
        Cancel
      </Button>
    </Group>
  );
}
