/**
 * How often one caller may ask. A bucket holds a burst and fills again steadily, so a till that was
 * offline may send what it kept at once, and a program in a loop cannot hold up the shop.
 */
import { Refusal } from './problem.ts';

export interface RateLimit {
  /** Requests a second that go on for ever. */
  perSecond: number;
  /** Requests at once after a pause. */
  burst: number;
}

/** For one token. A till needs less than one a second; a script that catches up gets thousands. */
export const TOKEN_LIMIT: RateLimit = { perSecond: 3_000, burst: 6_000 };
/** For everyone without a token that counts, together. */
export const STRANGER_LIMIT: RateLimit = { perSecond: 50, burst: 200 };

/** Callers who are not seen for so long, in ms, are forgotten; their bucket is full by then. */
const FORGOTTEN_AFTER_MS = 60_000;

interface Bucket {
  left: number;
  at: number;
}

export class RateLimiter<Caller> {
  readonly #limit: RateLimit;
  readonly #name: string;
  readonly #now: () => number;
  readonly #buckets = new Map<Caller, Bucket>();
  #swept = 0;

  /**
   * @param name in the header fields
   * @param now a clock in ms that only goes forward
   */
  constructor(name: string, limit: RateLimit, now: () => number = () => performance.now()) {
    this.#name = name;
    this.#limit = limit;
    this.#now = now;
  }

  /**
   * Counts one request.
   * @returns the header fields after draft-ietf-httpapi-ratelimit-headers
   * @throws Refusal 429 that says how long to wait
   */
  take(caller: Caller): Record<string, string> {
    const { perSecond, burst } = this.#limit;
    const now = this.#now();
    this.#sweep(now);
    const bucket = this.#buckets.get(caller) ?? { left: burst, at: now };
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.#buckets.set(caller, bucket);
    if (bucket.left < 1) {
      const seconds = Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
      throw new Refusal(
        429,
        `Too many requests: at most ${perSecond} a second. Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then go on more slowly.`,
        { ...this.#fields(bucket), 'Retry-After': String(seconds) },
      );
    }
    bucket.left -= 1;
    return this.#fields(bucket);
  }

  #fields({ left }: Bucket): Record<string, string> {
    const { perSecond, burst } = this.#limit;
    const window = Math.ceil(burst / perSecond);
    const untilFull = Math.ceil((burst - left) / perSecond);
    return {
      'RateLimit-Policy': `"${this.#name}";q=${burst};w=${window}`,
      RateLimit: `"${this.#name}";r=${Math.floor(left)};t=${untilFull}`,
    };
  }

  #sweep(now: number): void {
    if (now - this.#swept < FORGOTTEN_AFTER_MS) return;
    this.#swept = now;
    for (const [caller, { at }] of this.#buckets)
      if (now - at > FORGOTTEN_AFTER_MS) this.#buckets.delete(caller);
  }
}
