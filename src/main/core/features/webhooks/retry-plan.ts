/** When a message that was not taken is sent again: for three days, ever more rarely. */

const FIRST_DELAY_MS = 5_000;
const GROWTH = 3;
const LONGEST_DELAY_MS = 6 * 3_600_000;
/** Each delay is up to this share longer, so that many shops do not knock at the same moment. */
const JITTER = 0.2;

const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;
/** A computer that was off over a long weekend, or a clock that jumped, has not tried for 3 days. */
const FEWEST_ATTEMPTS = 12;

/** No delay is longer than this, in ms; a later time of the next attempt comes from a wrong clock. */
export const LONGEST_WAIT_MS = LONGEST_DELAY_MS * (1 + JITTER);

/**
 * The delay before the next attempt, in ms.
 * @param failed attempts in a row that failed, from 1
 * @param random from 0 to 1
 */
export function retryDelay(failed: number, random: number): number {
  const plain = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * GROWTH ** (failed - 1));
  return Math.round(plain * (1 + JITTER * random));
}

/** True when it was tried for long and often enough. Times in UTC ms. */
export function givesUp(failed: number, failingSince: number, now: number): boolean {
  return failed >= FEWEST_ATTEMPTS && now - failingSince >= GIVE_UP_AFTER_MS;
}
