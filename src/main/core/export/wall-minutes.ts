/** Zones differ from UTC by whole quarters of an hour. */
const STEP_MS = 15 * 60_000;

/** @returns the minute on the wall of an instant (UTC ms), quickly: it is asked for every ticket */
export function createWallMinutes(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, minute: '2-digit' });
  const started = new Map<number, number>();
  return (instant) => {
    const step = Math.floor(instant / STEP_MS);
    let minute = started.get(step);
    if (minute === undefined) {
      minute = Number(format.format(step * STEP_MS));
      started.set(step, minute);
    }
    return (minute + Math.floor((instant - step * STEP_MS) / 60_000)) % 60;
  };
}
