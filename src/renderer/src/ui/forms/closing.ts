/** Asks before Tillwise is closed, once for all that would be lost or stopped by it. */
import { useEffect, useId } from 'react';
import { create } from 'zustand';
import { askInstead, askNothing, isAsked } from './leave-question.tsx';
import { type Unsaved, unsavedOnPage, whenUnsavedChanges } from './unsaved.ts';

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

const useElsewhere = create<{ losses: ReadonlyMap<string, EndLoss> }>(() => ({
  losses: new Map(),
}));

function tell(id: string, loss: EndLoss | null): void {
  useElsewhere.setState(({ losses }) => {
    const next = new Map(losses);
    if (loss === null) next.delete(id);
    else next.set(id, loss);
    return { losses: next };
  });
}

/** Tells what the end of Tillwise would take with it; null when nothing. */
export function useTellEndLoss(loss: EndLoss | null): void {
  const id = useId();
  useEffect(() => {
    if (loss === null) return;
    tell(id, loss);
    return () => tell(id, null);
  }, [id, loss]);
}

/**
 * Keeps the window open until the owner agreed. Call once, when the page loads.
 * @param onStay called when the owner stays
 */
export function askBeforeClosing(onStay: () => void): void {
  let agreed = false;
  const close = () => {
    agreed = true;
    window.close();
  };
  /** @returns whether there is something to ask */
  const ask = (): boolean => {
    const onScreen = unsavedOnPage().map((unsaved) => onPage[unsaved]);
    const losses = [...onScreen, ...useElsewhere.getState().losses.values()];
    const first = losses[0];
    if (!first) return false;
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
      leave: close,
    });
    return true;
  };
  window.addEventListener('beforeunload', (event) => {
    if (!agreed && ask()) event.preventDefault();
  });
  // An import ends and a slow saving gets through also while the owner is asked about them.
  const followChange = () => {
    if (!isAsked(close) || ask()) return;
    askNothing();
    onStay();
  };
  // What tells something else takes back first what it told before.
  const later = () => queueMicrotask(followChange);
  whenUnsavedChanges(later);
  useElsewhere.subscribe(later);
}
