import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormProblem } from './forms/form-problem.tsx';

interface RecordFormProps {
  children: ReactNode;
  problem: string | null;
  saving: boolean;
  onSave: () => void;
  onCancel: () => void;
}

/** The change form in a record's drawer; Enter saves. */
export function RecordForm({ children, problem, saving, onSave, onCancel }: RecordFormProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Stack gap="md">
        {children}
        <FormProblem problem={problem} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={saving}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
