/** Chance that can be repeated: the same seed makes the same case. */
export interface Chance {
  /** A whole number from 0 up to, but not with, `below`. */
  int(below: number): number;
  pick<Value>(from: readonly [Value, ...Value[]]): Value;
  /** True once in `times`. */
  once(times: number): boolean;
}

/** @param seed any whole number */
export function chanceOf(seed: number): Chance {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    pick: (from) => from[int(from.length)] ?? from[0],
    once: (times) => int(times) === 0,
  };
}
