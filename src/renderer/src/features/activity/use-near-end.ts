import { type RefObject, useEffect, useRef } from 'react';

/** So many pages are fetched one after another although no line came into sight with them. */
const MOST_UNSEEN = 20;

/**
 * Calls back whenever the element that it is given comes near the bottom of the window, and again while
 * it stays there.
 * @param loaded grows with each page
 * @param shown grows with each line that is drawn; pages whose lines are folded away add none
 */
export function useNearEnd(
  onNear: () => void,
  loaded: number,
  shown: number,
): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(onNear);
  latest.current = onNear;
  const unseen = useRef({ shown: 0, pages: 0 });
  useEffect(() => {
    const now = unseen.current;
    unseen.current = { shown, pages: now.shown === shown ? now.pages + 1 : 0 };
    if (!end.current || loaded === 0 || unseen.current.pages > MOST_UNSEEN) return;
    const observer = new IntersectionObserver(
      (changes) => {
        if (changes.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [loaded, shown]);
  return end;
}
