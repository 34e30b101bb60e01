import { Button, Group } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, orpc } from '../../../api/client.ts';
import { queryClient } from '../../../api/query-client.ts';
import { Banner } from '../../../ui/banner.tsx';
import { useFormats } from '../../../ui/format/use-formats.ts';
import { showDoneToast, showProblemToast } from '../../../ui/undo-toast.tsx';
import { atWork, useTellRulesAtWork } from './rules-at-work.ts';

/** After Tillwise ended while the rules were applied: the owner has it finished, or taken back. */
export function InterruptedRules() {
  const { number } = useFormats();
  const [busy, setBusy] = useState(false);
  useTellRulesAtWork();
  const { data: run } = useQuery(orpc.expenseRules.unfinishedRun.queryOptions());
  if (run?.state !== 'interrupted' && run?.state !== 'half_taken_back') return null;
  const settle = async (how: () => Promise<string>) => {
    setBusy(true);
    try {
      showDoneToast(await how());
    } catch (problem) {
      showProblemToast(problem);
    } finally {
      await queryClient.invalidateQueries({ queryKey: orpc.expenseRules.key() });
      setBusy(false);
    }
  };
  const takeBack = () =>
    settle(async () => (await atWork(client.expenseRules.undo({ id: run.id }))).message);
  const finish = () =>
    settle(async () => {
      const { expenses } = await atWork(client.expenseRules.finish({ id: run.id }));
      return `${number.count(expenses)} ${expenses === 1 ? 'expense has' : 'expenses have'} a category now.`;
    });
  const applied = run.state === 'interrupted';
  return (
    <Banner
      icon={IconPlugConnectedX}
      data-testid="interrupted-rules"
      actions={
        <Group gap="xs">
          <Button
            size="xs"
            variant={applied ? 'subtle' : 'white'}
            color={applied ? 'gray' : 'dark'}
            loading={busy}
            onClick={() => void takeBack()}
          >
            Take it back
          </Button>
          {applied && (
            <Button
              size="xs"
              variant="white"
              color="dark"
              loading={busy}
              onClick={() => void finish()}
            >
              Finish it
            </Button>
          )}
        </Group>
      }
    >
      {applied
        ? `Applying your expense rules was interrupted. ${number.count(run.expenses)} of the expenses have their new category.`
        : 'Taking back what your expense rules did was interrupted.'}
    </Banner>
  );
}
