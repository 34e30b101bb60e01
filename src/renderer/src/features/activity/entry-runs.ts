import type { EventEntry } from '../../../../shared/schemas/event.ts';

/** So many of a kind in a row are still read one by one. */
const MOST_IN_SIGHT = 5;

/** Entries of one request that say the same of different records, such as who all became a VIP. */
export interface EntryRun {
  first: EventEntry;
  /** To be unfolded; none when there are too few of them to be folded. */
  others: readonly EventEntry[];
}

/** Folds long runs of the same kind from the same request; everything stays in its order. */
export function entryRuns(entries: readonly EventEntry[]): EntryRun[] {
  const runs: EventEntry[][] = [];
  for (const entry of entries) {
    const open = runs.at(-1);
    const before = open?.[0];
    if (before?.type === entry.type && before.correlation_id === entry.correlation_id)
      open?.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run): EntryRun[] => {
    const [first, ...others] = run;
    if (!first) return [];
    return run.length > MOST_IN_SIGHT
      ? [{ first, others }]
      : run.map((entry) => ({ first: entry, others: [] }));
  });
}
