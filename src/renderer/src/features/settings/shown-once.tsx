import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CopyValue } from '../../ui/copy-value.tsx';
import { useTellUnsaved } from '../../ui/forms/unsaved.ts';

interface ShownOnceProps {
  /** What it is, as in "Copy the token". */
  what: string;
  value: string;
  /** What it is good for. */
  children: ReactNode;
  onDone: () => void;
  'data-testid': string;
}

/** A token or a secret, this once. */
export function ShownOnce({ what, value, children, onDone, ...props }: ShownOnceProps) {
  useTellUnsaved('shown once');
  return (
    <Stack gap="md">
      <Alert variant="light" icon={<IconKey size={18} aria-hidden />}>
        Copy it now: Tillwise cannot show it again.
      </Alert>
      <div {...props}>
        <CopyValue what={what} value={value} />
      </div>
      <Text size="sm" c="dimmed">
        {children}
      </Text>
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus>
          I have copied it
        </Button>
      </Group>
    </Stack>
  );
}
