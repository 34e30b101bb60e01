import { createContext, use, useEffect } from 'react';

/** Heard by what a form stands in: a slip of the mouse beside it should not cost what was typed. */
export const Unsaved = createContext<(unsaved: boolean) => void>(() => undefined);

/** Tells what is around a form whether it holds something that is not saved. */
export function useTellUnsaved(unsaved: boolean): void {
  const tell = use(Unsaved);
  useEffect(() => {
    tell(unsaved);
    return () => tell(false);
  }, [tell, unsaved]);
}
