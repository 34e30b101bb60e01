import { useEffect, useState } from 'react';

/** Whole seconds until a time; never below 0. Draws again each second. */
export function useSecondsUntil(instant: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return secondsBetween(now, instant);
}

/** @param now in ms */
export function secondsBetween(now: number, instant: string): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000));
}

/** As in "4:05". */
export function minutesText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
