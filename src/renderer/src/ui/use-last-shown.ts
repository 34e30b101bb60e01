import { useRef } from 'react';

/**
 * What a dialog shows while it fades out: the same as before, although what it was about is gone.
 * @returns `now` while it is open, else what it was last
 */
export function useLastShown<Shown>(opened: boolean, now: Shown): Shown {
  const last = useRef(now);
  if (opened) last.current = now;
  return last.current;
}
