import { Button, Group, Modal, Text } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import { create } from 'zustand';
import { useLastShown } from '../use-last-shown.ts';
import { type Unsaved, useTellUnsaved } from './unsaved.ts';

/** Above the dialog or the drawer that it is about. */
const ABOVE = 400;

interface Asked {
  unsaved: Unsaved;
  leave: () => void;
}

const useAsked = create<{ asked: Asked | null }>(() => ({ asked: null }));

const words = {
  typed: {
    title: 'Discard what you typed?',
    text: 'It is not saved yet.',
    stay: 'Keep typing',
    leave: 'Discard',
  },
  'shown once': {
    title: 'Did you copy it?',
    text: 'It cannot be shown again.',
    stay: 'Show it again',
    leave: 'Yes, close',
  },
} as const;

/** Asks once before something is lost. @param leave what was to happen; it does when the owner agrees */
export function askToLeave(unsaved: Unsaved, leave: () => void): void {
  useAsked.setState(({ asked }) => ({ asked: asked ?? { unsaved, leave } }));
}

/** The question itself; stands once in the window. */
export function LeaveQuestion() {
  const asked = useAsked((state) => state.asked);
  const about = useLastShown(asked !== null, asked);
  const { title, text, stay, leave } = words[about?.unsaved ?? 'typed'];
  const answer = (agreed: boolean) => {
    // The dialog below hears the same Escape, and may hear it later.
    setTimeout(() => useAsked.setState({ asked: null }), 0);
    if (agreed) asked?.leave();
  };
  return (
    <Modal
      opened={asked !== null}
      onClose={() => answer(false)}
      title={title}
      size={400}
      zIndex={ABOVE}
    >
      <Text size="sm">{text}</Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" data-autofocus onClick={() => answer(false)}>
          {stay}
        </Button>
        <Button color="red" onClick={() => answer(true)}>
          {leave}
        </Button>
      </Group>
    </Modal>
  );
}

/**
 * How a dialog or a drawer closes: at once while nothing in it would be lost, else after a question.
 * A click beside it is a slip then, and does nothing.
 * @returns `tell` for what is in it, and the properties that decide about closing
 */
export function useCloseWithCare(onClose: () => void) {
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  // An Escape right after a letter must not come before the next drawing.
  const now = useRef<Unsaved | null>(null);
  const tell = useCallback((_form: string, told: Unsaved | null) => {
    now.current = told;
    setUnsaved(told);
  }, []);
  // Whoever goes to another screen loses it as well.
  useTellUnsaved(unsaved);
  // Its Escape is an answer, not another wish to leave.
  const asking = useAsked(({ asked }) => asked !== null);
  return {
    tell,
    closing: {
      onClose: () => (now.current === null ? onClose() : askToLeave(now.current, onClose)),
      closeOnClickOutside: unsaved === null,
      closeOnEscape: !asking,
    },
  };
}
