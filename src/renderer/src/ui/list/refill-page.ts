/** Fetching a page of a long list again, without shifting the pages that follow it. */

export interface SlimPage<Row> {
  rows: Row[];
  next: string | undefined;
  total: number;
  /** More than `total` match. */
  more?: boolean;
  /** Something changed since it was fetched, but nobody looked at it. */
  stale?: boolean;
}

interface Identified {
  id: string | number;
}

/** So many rows may have come in between before the following pages are fetched anew. */
const MOST_FETCHES = 3;

/**
 * The rows from a cursor up to where the next page begins: what came in between makes the page
 * longer, what was taken out makes it shorter, and the cursor of the next page stays what it was.
 * @param held the page as it was
 * @param after the page that follows it, as it was; undefined for the last one
 */
export async function refillPage<Row extends Identified>(
  load: (cursor: string | undefined) => Promise<SlimPage<Row>>,
  cursor: string | undefined,
  held: SlimPage<Row>,
  after: SlimPage<Row> | undefined,
): Promise<SlimPage<Row>> {
  let page = await load(cursor);
  if (!after) return page;
  const { total } = page;
  const last = held.rows.at(-1)?.id;
  const following = new Set(after.rows.map(({ id }) => id));
  const rows: Row[] = [];
  for (let fetches = 1; ; fetches += 1) {
    for (const row of page.rows) {
      if (following.has(row.id)) return { rows, next: held.next, total };
      rows.push(row);
      if (row.id === last) return { rows, next: held.next, total };
    }
    if (page.next === undefined || fetches === MOST_FETCHES)
      return { rows, next: page.next, total };
    page = await load(page.next);
  }
}

/**
 * Which of the pages hold some of the rows in view.
 * @param seen index of the first and the last row in view
 */
export function pagesInView(
  pages: ReadonlyArray<SlimPage<unknown>>,
  [first, last]: readonly [number, number],
): number[] {
  let begin = 0;
  return pages.flatMap(({ rows }, index) => {
    const end = begin + rows.length;
    const inView = begin <= last && end > first;
    begin = end;
    return inView ? [index] : [];
  });
}

/** All rows, each once: one that came in just before a page begins may be in both. */
export function joinPages<Row extends Identified>(pages: ReadonlyArray<SlimPage<Row>>): Row[] {
  const known = new Set<Row['id']>();
  return pages.flatMap(({ rows }) =>
    rows.filter(({ id }) => {
      if (known.has(id)) return false;
      known.add(id);
      return true;
    }),
  );
}
