import { Button, Kbd, Stack } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { closeQuickEntry } from '../../app/quick-entry-store.ts';
import { FormEnd } from '../../ui/forms/form-end.tsx';
import { FormProblem } from '../../ui/forms/form-problem.tsx';
import { undoNewest } from '../../ui/undo-toast.tsx';

interface EntryFrameProps {
  children: ReactNode;
  /** Beside the buttons, such as the total. */
  aside?: ReactNode;
  problem: string | null;
  saving: boolean;
  /** Whether something is typed; without, Ctrl+Z takes back the last saved entry. */
  dirty: boolean;
  /** What Enter does once saved. */
  afterEnter: 'another' | 'close';
  /** @returns whether it was saved */
  onSave: () => Promise<boolean>;
}

/** The form around an entry: Enter saves from any field, and focus comes back for the next one. */
export function EntryFrame(props: EntryFrameProps) {
  const { children, aside, problem, saving, dirty, afterEnter, onSave } = props;
  const form = useRef<HTMLFormElement>(null);

  // Before the first paint: who types right after the shortcut loses no letter.
  useLayoutEffect(() => focusFirst(form.current), []);

  const saveAnd = async (then: 'another' | 'close') => {
    if (!(await onSave())) return;
    if (then === 'close') closeQuickEntry();
    else focusFirst(form.current);
  };
  const other = afterEnter === 'another' ? 'close' : 'another';
  const words = { another: 'Save and add another', close: 'Save and close' };

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void saveAnd(afterEnter);
      }}
      onKeyDown={(event) => {
        const command = event.ctrlKey || event.metaKey;
        if (command && event.key === 'Enter') {
          event.preventDefault();
          void saveAnd(other);
        } else if (command && event.key.toLowerCase() === 'z' && !dirty) {
          event.preventDefault();
          undoNewest();
        }
      }}
    >
      <Stack gap="md">
        {children}
        <FormProblem problem={problem} />
        <FormEnd aside={aside}>
          <Button
            variant="default"
            disabled={saving}
            onClick={() => void saveAnd(other)}
            title="Ctrl+Enter"
          >
            {words[other]}
          </Button>
          <Button
            type="submit"
            loading={saving}
            rightSection={<Kbd size="xs">Enter</Kbd>}
            data-testid="save-entry"
          >
            {words[afterEnter]}
          </Button>
        </FormEnd>
      </Stack>
    </form>
  );
}

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
}
