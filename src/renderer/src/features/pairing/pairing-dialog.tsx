import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { addDays } from '../../../../shared/lib/business-day.ts';
import type { PairingRequest } from '../../../../shared/schemas/pairing.ts';
import { tokenScope } from '../../../../shared/schemas/token.ts';
import { client, orpc } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useToday } from '../../ui/format/use-today.ts';
import { FormProblem } from '../../ui/forms/form-problem.tsx';
import { scopeWords } from '../../ui/scope-words.ts';
import { showDoneToast } from '../../ui/undo-toast.tsx';
import { minutesText, useSecondsUntil } from './countdown.ts';
import classes from './pairing-dialog.module.css';

/** Above whatever else is open, and above the toasts. */
const ON_TOP = 1000;

/** A dialog that jumps up under a moving hand must not be answered by it. */
const HAND_REST_MS = 600;

const spans = [
  { value: 'always', label: 'Until I revoke it', days: null },
  { value: 'month', label: 'For 30 days', days: 30 },
  { value: 'day', label: 'Only today', days: 0 },
] as const;

/** Appears over any screen when a tool asks for access; one tool at a time, the first to ask first. */
export function PairingDialog() {
  const { data: requests = [] } = useQuery(orpc.pairing.list.queryOptions());
  const request = requests[0];
  return (
    <Modal
      opened={request !== undefined}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      zIndex={ON_TOP}
      size={500}
      padding="xl"
      transitionProps={{ duration: 120 }}
      // On the dialog itself, not on what is around it.
      attributes={{ content: { 'aria-label': 'A program asks for access' } }}
      data-testid="pairing"
    >
      {request && <Question key={request.id} request={request} others={requests.length - 1} />}
    </Modal>
  );
}

function Question({ request, others }: { request: PairingRequest; others: number }) {
  const { id, name, code } = request;
  const today = useToday();
  const seconds = useSecondsUntil(request.expires_at);
  const ready = useAfter(HAND_REST_MS);
  const [scopes, setScopes] = useState<string[]>(request.scopes);
  const [span, setSpan] = useState<string>('always');
  const [answering, setAnswering] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const answer = async (call: () => Promise<unknown>, done: string) => {
    if (answering) return;
    setAnswering(true);
    setProblem(null);
    try {
      await call();
      showDoneToast(done);
    } catch (error) {
      setProblem(problemOf(error).message);
    } finally {
      setAnswering(false);
    }
  };
  const deny = () => answer(() => client.pairing.deny({ id }), `“${name}” was not let in.`);
  const allow = () => {
    const days = spans.find(({ value }) => value === span)?.days ?? null;
    const expires_on = days === null ? null : addDays(today, days);
    const given = tokenScope.array().parse(scopes);
    return answer(
      () => client.pairing.allow({ id, scopes: given, expires_on }),
      `“${name}” may connect now. Revoke it in the settings at any time.`,
    );
  };

  return (
    <Stack
      gap="md"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && ready) void deny();
      }}
    >
      <Group gap="md" wrap="nowrap" align="flex-start">
        <span className={classes.sign}>
          <IconPlugConnected size={24} stroke={1.6} aria-hidden />
        </span>
        <div>
          <Text component="h2" fz="lg" fw={650} lh={1.3} style={{ overflowWrap: 'anywhere' }}>
            Let “{name}” connect?
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            A program on this computer asks for access to your shop. Allow it only if you started
            this yourself and it shows the same code.
          </Text>
        </div>
      </Group>
      <div className={classes.code} data-testid="pairing-code">
        {code}
      </div>
      <Checkbox.Group label="It may" value={scopes} onChange={setScopes}>
        <Stack gap="xs" mt={6}>
          {scopeWords
            .filter(({ scope }) => request.scopes.includes(scope))
            .map(({ scope, label, description }) => (
              <Checkbox
                key={scope}
                value={scope}
                label={label}
                description={description}
                data-mantine-stop-propagation="true"
              />
            ))}
        </Stack>
      </Checkbox.Group>
      <div>
        <Text size="sm" fw={500} mb={4} id="pairing-span">
          For how long
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="pairing-span"
          data={spans.map(({ value, label }) => ({ value, label }))}
          value={span}
          onChange={setSpan}
        />
      </div>
      <FormProblem problem={problem} />
      <Group justify="space-between" gap="xs" className={classes.answer}>
        <Text size="sm" c="dimmed" role="timer" data-testid="pairing-left">
          {others > 0 && `${others} more asking · `}
          {minutesText(seconds)} left
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            data-autofocus
            data-mantine-stop-propagation="true"
            disabled={answering}
            onClick={() => void deny()}
          >
            Deny
          </Button>
          <Button
            disabled={!ready || scopes.length === 0 || seconds === 0}
            loading={answering}
            data-mantine-stop-propagation="true"
            onClick={() => void allow()}
          >
            Allow
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

/** False at first, true once that time has passed. */
function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
}
