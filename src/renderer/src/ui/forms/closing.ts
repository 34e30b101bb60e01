/** Asks before Tillwise is closed, once for all that would be lost or stopped by it. */
import { useEffect, useId } from 'react';
import { askInstead } from './leave-question.tsx';
import { type Unsaved, unsavedOnPage } from './unsaved.ts';

/** What the end of Tillwise takes with it, though leaving a screen does not. */
export interface EndLoss {
  /** A sentence that says what is lost or stopped. */
  sentence: string;
  stay: string;
  leave: string;
  /** Shows what it is about when the owner stays. */
  onStay?: () => void;
}

const onPage: Record<Unsaved, EndLoss> = {
  typed: {
    sentence: 'What you typed is not saved yet.',
    stay: 'Keep editing',
    leave: 'Discard and close',
  },
  'shown once': {
    sentence: 'What you see cannot be shown again. Did you copy it?',
    stay: 'Show it again',
    leave: 'Yes, close',
  },
};

const elsewhere = new Map<string, EndLoss>();

/** Tells what the end of Tillwise would take with it; null when nothing. */
export function useTellEndLoss(loss: EndLoss | null): void {
  const id = useId();
  useEffect(() => {
    if (loss === null) return;
    elsewhere.set(id, loss);
    return () => {
      elsewhere.delete(id);
    };
  }, [id, loss]);
}

/**
 * Keeps the window open until the owner agreed. Call once, when the page loads.
 * @param onStay called when the owner stays
 */
export function askBeforeClosing(onStay: () => void): void {
  let agreed = false;
  window.addEventListener('beforeunload', (event) => {
    const losses = [...unsavedOnPage().map((unsaved) => onPage[unsaved]), ...elsewhere.values()];
    const first = losses[0];
    if (agreed || !first) return;
    event.preventDefault();
    askInstead({
      words: {
        title: 'Close Tillwise?',
        lost: losses.map(({ sentence }) => sentence),
        stay: first.stay,
        leave: first.leave,
      },
      stay() {
        onStay();
        first.onStay?.();
      },
      leave() {
        agreed = true;
        window.close();
      },
    });
  });
}
