/** Lists go on where they stopped: the cursor holds the sort value and id of the last row. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { z } from 'zod';
import { invalid } from '../errors.ts';

/** The sort value and the id of a row. */
export type Position = [value: string | number, id: number];

/** A position, and the order in which it is one. */
const cursorContent = z.tuple([
  z.union([z.string(), z.number()]),
  z.number(),
  z.string().nullable(),
]);

/**
 * @param sort of the list, where it has several
 * @throws UserError when the text is not a cursor of ours, or of this list in another order
 */
export function readCursor(cursor: string | undefined, sort?: string): Position | undefined {
  if (cursor === undefined) return undefined;
  const [value, id, order] = cursorOf(cursor);
  if (order === (sort ?? null)) return [value, id];
  throw invalid(
    'cursor',
    `This cursor goes on in the order "${order}". Ask with that sort, or start again without it.`,
  );
}

function cursorOf(text: string): z.infer<typeof cursorContent> {
  try {
    return cursorContent.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw invalid('cursor', 'This cursor is not one that Tillwise gave. Start again without it.');
  }
}

/** Rows after the position, when sorted by value and then id, both in the same direction. */
export function beyond(value: SQLWrapper, id: SQLWrapper, after: Position, down: boolean): SQL {
  const [lastValue, lastId] = after;
  return down
    ? sql`(${value}, ${id}) < (${lastValue}, ${lastId})`
    : sql`(${value}, ${id}) > (${lastValue}, ${lastId})`;
}

export interface PageHeaders {
  link?: string;
  'x-next-cursor'?: string;
  'x-total-count': string;
  'x-total-more'?: string;
}

/** A list of sales is counted up to here: counting half a million would hold up the shop. */
export const COUNTED_AT_MOST = 10_000;

/** How many rows match; `more` when there are more than were counted. */
export interface Count {
  rows: number;
  more: boolean;
}

/** What `updated_since` stands for, UTC ms. */
export function sinceOf(updatedSince: string | undefined): number | undefined {
  return updatedSince === undefined ? undefined : Date.parse(updatedSince);
}

/** So many rows are presented before others have their turn: some ms. */
const PRESENTED_TOGETHER = 200;

/**
 * One page of a list that was read with a limit of one more than asked. Others have their turn while
 * a long one is presented.
 * @param path of the list on REST, such as /sales
 * @param input the query, repeated in the link
 */
export async function toPage<Row, Item>(
  path: string,
  input: { limit: number; sort?: string } & Record<string, unknown>,
  rows: readonly Row[],
  total: number | Count,
  present: (row: Row) => Item,
  positionOf: (row: Row) => Position,
): Promise<{ headers: PageHeaders; body: Item[] }> {
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  const { rows: counted, more } = typeof total === 'number' ? { rows: total, more: false } : total;
  const headers: PageHeaders = {
    'x-total-count': String(counted),
    ...(more && { 'x-total-more': 'true' }),
  };
  if (rows.length > shown.length && last !== undefined) {
    const content = [...positionOf(last), input.sort ?? null];
    const cursor = Buffer.from(JSON.stringify(content)).toString('base64url');
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(input)) {
      if (value !== undefined && value !== null && name !== 'cursor')
        query.set(name, String(value));
    }
    query.set('cursor', cursor);
    headers['x-next-cursor'] = cursor;
    headers.link = `</api/v1${path}?${query}>; rel="next"`;
  }
  const body: Item[] = [];
  for (let first = 0; first < shown.length; first += PRESENTED_TOGETHER) {
    if (shown.length > PRESENTED_TOGETHER) await nextTurn();
    body.push(...shown.slice(first, first + PRESENTED_TOGETHER).map(present));
  }
  if (shown.length > PRESENTED_TOGETHER) await nextTurn();
  return { headers, body };
}
