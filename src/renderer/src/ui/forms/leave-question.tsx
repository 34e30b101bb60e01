import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { use, useCallback, useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { useLastShown } from '../use-last-shown.ts';
import { Surrounding, type Unsaved, type UnsavedListener } from './unsaved.ts';

/** Above the dialog or the drawer that it is about. */
const ABOVE_FORM = 400;
/** Above whatever else asks something meanwhile. */
const ABOVE_ALL = 2000;

export interface LeaveWords {
  title: string;
  /** A sentence for each thing that would be lost. */
  lost: readonly string[];
  stay: string;
  leave: string;
}

interface Asked {
  words: LeaveWords;
  /** What was to happen; it does when the owner agrees. */
  leave: () => void;
  stay?: (() => void) | undefined;
  zIndex: number;
}

const useAsked = create<{ asked: Asked | null }>(() => ({ asked: null }));

const leaveWords: Record<Unsaved, LeaveWords> = {
  typed: {
    title: 'Discard what you typed?',
    lost: ['It is not saved yet.'],
    stay: 'Keep typing',
    leave: 'Discard',
  },
  'shown once': {
    title: 'Did you copy it?',
    lost: ['It cannot be shown again.'],
    stay: 'Show it again',
    leave: 'Yes, close',
  },
};

/** Asks once before something is lost. @param leave what was to happen; it does when the owner agrees */
export function askToLeave(unsaved: Unsaved, leave: () => void): void {
  const next = { words: leaveWords[unsaved], leave, zIndex: ABOVE_FORM };
  useAsked.setState(({ asked }) => ({ asked: asked ?? next }));
}

/** Asks instead of whatever is asked now: what was to happen ends that as well. */
export function askInstead(asked: Omit<Asked, 'zIndex'>): void {
  useAsked.setState({ asked: { ...asked, zIndex: ABOVE_ALL } });
}

/** Whether this is asked about now. @param leave what was to happen */
export function isAsked(leave: () => void): boolean {
  return useAsked.getState().asked?.leave === leave;
}

/** Asks nothing any more: there is nothing left to answer. */
export function askNothing(): void {
  useAsked.setState({ asked: null });
}

/** The question itself; stands once in the window. */
export function LeaveQuestion() {
  const asked = useAsked((state) => state.asked);
  const shown = useLastShown(asked !== null, asked);
  const { title, lost, stay, leave } = shown?.words ?? leaveWords.typed;
  const answer = (agreed: boolean) => {
    if (agreed) {
      // First: what was to happen may ask something of its own.
      askNothing();
      asked?.leave();
    } else {
      // The dialog below hears the same Escape, and may hear it later.
      setTimeout(askNothing, 0);
      asked?.stay?.();
    }
  };
  const stayButton = useRef<HTMLButtonElement>(null);
  const happens = asked?.leave;
  useEffect(() => {
    if (!happens) return;
    // A question that follows another stands in the same dialog, where a second Enter must not answer
    // it; and a screen that comes up behind it takes the focus first.
    const later = setTimeout(() => stayButton.current?.focus(), 0);
    return () => clearTimeout(later);
  }, [happens]);
  return (
    <Modal
      opened={asked !== null}
      onClose={() => answer(false)}
      title={title}
      size={400}
      zIndex={shown?.zIndex ?? ABOVE_FORM}
    >
      <Stack gap="xs">
        {lost.map((sentence) => (
          <Text key={sentence} size="sm">
            {sentence}
          </Text>
        ))}
      </Stack>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button ref={stayButton} variant="default" data-autofocus onClick={() => answer(false)}>
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
  const around = use(Surrounding);
  const tell = useCallback<UnsavedListener>(
    (form, told) => {
      now.current = told;
      setUnsaved(told);
      // Whoever goes to another screen, or closes Tillwise, loses it as well: right after a letter, too.
      around(form, told);
    },
    [around],
  );
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
