/** What would be lost if what is shown now were closed, and who has to know it. */
import { createContext, use, useEffect, useId } from 'react';
import { create } from 'zustand';

/** Something typed that is not stored yet, or a secret that is never shown again. */
export type Unsaved = 'typed' | 'shown once';

/** Hears from each form in it, by a name of its own; null when there is nothing to lose any more. */
export type UnsavedListener = (form: string, unsaved: Unsaved | null) => void;

const useHeld = create<{ held: ReadonlyMap<string, Unsaved> }>(() => ({ held: new Map() }));

function holdForPage(form: string, unsaved: Unsaved | null): void {
  useHeld.setState(({ held }) => {
    const next = new Map(held);
    if (unsaved === null) next.delete(form);
    else next.set(form, unsaved);
    return { held: next };
  });
}

/** What leaving the page would lose, what is lost for good first. */
export function unsavedOnPage(): Unsaved[] {
  const kinds = new Set(useHeld.getState().held.values());
  return (['shown once', 'typed'] as const).filter((kind) => kinds.has(kind));
}

/** Calls back whenever what leaving the page would lose may be something else. */
export function whenUnsavedChanges(hear: () => void): void {
  useHeld.subscribe(hear);
}

/** What a form stands in; without a dialog or a drawer it is the page. */
export const Surrounding = createContext<UnsavedListener>(holdForPage);

/** Tells what is around a form what would be lost with it. */
export function useTellUnsaved(unsaved: Unsaved | null): void {
  const form = useId();
  const tell = use(Surrounding);
  useEffect(() => {
    tell(form, unsaved);
    return () => tell(form, null);
  }, [form, tell, unsaved]);
}
