import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { AlreadyThere } from './already-there.tsx';
import { BadRows } from './bad-rows.tsx';
import { ChangedTickets } from './changed-tickets.tsx';
import { checkFile, lookAgain, startImport } from './check-file.ts';
import { CheckTotals } from './check-totals.tsx';
import { correct, editCount } from './corrections.ts';
import type { ImportStage } from './import-store.ts';
import { LeftOut } from './left-out.tsx';
import { NearMatches } from './near-matches.tsx';
import { planOf, planWords } from './plan-words.ts';
import { StepBar } from './step-bar.tsx';

export type FoundStage = Extract<ImportStage, { name: 'found' }>;

/** What an import would do, and what is to be decided about it. */
export function FoundStep({ stage }: { stage: FoundStage }) {
  const { fileName, order, asked, check, choices, edits, leaveOut, again } = stage;
  const { number } = useFormats();
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const edited = editCount(edits, leaveOut);
  const stopped = choices.mode === 'strict' && check.bad_rows > 0;
  const plan = planOf(check, choices, order.kind);
  const adds = plan.added + plan.updated + plan.replaced > 0;

  const start = async () => {
    setStarting(true);
    setProblem(null);
    try {
      await startImport(order, choices);
    } catch (error) {
      setProblem(problemOf(error).message);
      setStarting(false);
    }
  };
  const checkAgain = () =>
    checkFile(fileName, correct(order, edits, leaveOut), asked, { check, choices });

  return (
    <Stack gap="lg" data-testid="import-found">
      <CheckTotals fileName={fileName} kind={order.kind} check={check} />
      {again && (
        <Alert
          color="gray"
          variant="light"
          role="status"
          icon={<IconInfoCircle size={18} aria-hidden />}
          title="The window was loaded anew"
        >
          <Text size="sm">
            This is what the check found before. What you chose below has to be chosen again.
          </Text>
        </Alert>
      )}
      {check.changed.records > 0 && (
        <ChangedTickets changed={check.changed} choices={choices} uploadId={order.upload_id} />
      )}
      {check.near_matches.length > 0 && (
        <NearMatches
          matches={check.near_matches}
          notCompared={check.names_not_compared}
          choices={choices}
        />
      )}
      {check.bad_rows > 0 && (
        <BadRows
          check={check}
          strict={choices.mode === 'strict'}
          edits={edits}
          corrected={order.corrections.map(({ row }) => row)}
          leaveOut={leaveOut}
          uploadId={order.upload_id}
          onEnter={() => {
            if (edited > 0) void checkAgain();
          }}
        />
      )}
      {check.already_there.records > 0 && (
        <AlreadyThere found={check.already_there} kind={order.kind} choices={choices} />
      )}
      <LeftOut check={check} />
      <StepBar
        problem={problem}
        say={
          <Text size="sm" fw={600}>
            {edited > 0
              ? `${number.count(edited)} ${edited === 1 ? 'changed row is' : 'changed rows are'} not checked yet.`
              : stopped
                ? 'Correct the bad rows first, or allow the good ones alone.'
                : planWords(plan, order.kind, number.count)}
          </Text>
        }
      >
        <Button variant="default" onClick={lookAgain}>
          Back
        </Button>
        {edited > 0 ? (
          <Button onClick={() => void checkAgain()} data-testid="check-again">
            Check again
          </Button>
        ) : (
          <Button
            loading={starting}
            disabled={stopped || !adds}
            onClick={() => void start()}
            data-testid="start-import"
          >
            Import
          </Button>
        )}
      </StepBar>
    </Stack>
  );
}
