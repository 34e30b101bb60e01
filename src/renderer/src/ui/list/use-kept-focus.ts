import { useEffect, useRef } from 'react';

/**
 * Keeps the focus in a list when the row that had it is taken out: the row in its place has it then.
 * @param focusPlace puts the focus on whatever row is now where the focused one was
 * @returns what a row tells when it gets the focus, and when the focus goes elsewhere
 */
export function useKeptFocus(keys: readonly (string | number)[], focusPlace: () => void) {
  const focused = useRef<string | number | null>(null);
  const latest = useRef(focusPlace);
  latest.current = focusPlace;
  useEffect(() => {
    const gone = focused.current !== null && !keys.includes(focused.current);
    // A row that is only scrolled out of view is none of this.
    if (gone && keys.length > 0 && document.activeElement === document.body) latest.current();
  }, [keys]);
  return {
    has: (key: string | number) => {
      focused.current = key;
    },
    // A row that goes tells nothing: the focus was not moved by anybody.
    left: () => {
      focused.current = null;
    },
  };
}
