import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormEnd } from './form-end.tsx';
import { FormProblem } from './form-problem.tsx';

interface SavingFormProps {
  children: ReactNode;
  /** What belongs to no single field. */
  problem: string | null;
  saving: boolean;
  /** On the button that saves. */
  words?: string;
  onSave: () => void;
  /** Without it the form stands in a dialog, which has a way out of its own. */
  onCancel?: () => void;
}

/** The form around fields that are saved together; Enter saves from any of them. */
export function SavingForm(props: SavingFormProps) {
  const { children, problem, saving, words = 'Save', onSave, onCancel } = props;
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
        <FormEnd>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={saving}>
            {words}
          </Button>
        </FormEnd>
      </Stack>
    </form>
  );
}
