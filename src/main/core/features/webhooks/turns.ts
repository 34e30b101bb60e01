/** Lets so many pieces of work run at once; the others wait for their turn, first come first served. */
export type Turn = <Value>(work: () => Promise<Value>) => Promise<Value>;

export function createTurns(atOnce: number): Turn {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
