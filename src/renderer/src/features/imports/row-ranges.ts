/** Rows of a file as the owner writes them: "5, 12–20". */

/** The most rows that an import can be told to leave out. */
const MOST_ROWS = 100_000;

/** Why what was typed names no rows; in words. */
interface Unreadable {
  problem: string;
}

/** "5, 12-20" → each row once, ascending; '' → none. */
export function readRows(text: string): readonly number[] | Unreadable {
  const rows = new Set<number>();
  for (const part of text.replaceAll(/\s*[-–]\s*/g, '–').split(/[,;\s]+/)) {
    if (part === '') continue;
    const [, from = '', to = from] = /^(\d{1,9})(?:–(\d{1,9}))?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === '' || first < 1 || last < first)
      return { problem: `“${part}” is no row. Write rows like 5, 12–20.` };
    if (rows.size + last - first >= MOST_ROWS)
      return {
        problem:
          'These are more than 100,000 rows. Say under “Rows to leave out” what they have in common.',
      };
    for (let row = first; row <= last; row++) rows.add(row);
  }
  return [...rows].sort((a, b) => a - b);
}

/** [5, 12, 13, 14] → "5, 12–14". */
export function rowsText(rows: readonly number[]): string {
  const spans: { first: number; last: number }[] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const open = spans.at(-1);
    if (open && row <= open.last + 1) open.last = Math.max(open.last, row);
    else spans.push({ first: row, last: row });
  }
  return spans
    .map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`))
    .join(', ');
}
