import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPages, pagesInView, refillPage, type SlimPage } from './refill-page.ts';

interface Row {
  id: number;
}

const LIMIT = 5;

/** A list of ids, highest first, served as the core does: the rows below a cursor. */
function listOf(ids: readonly number[]) {
  const sorted = ids.toSorted((one, other) => other - one);
  let calls = 0;
  const load = async (cursor: string | undefined): Promise<SlimPage<Row>> => {
    calls += 1;
    const below = sorted.filter((id) => cursor === undefined || id < Number(cursor));
    const rows = below.slice(0, LIMIT).map((id) => ({ id }));
    const more = below.length > LIMIT;
    return { rows, next: more ? String(rows.at(-1)?.id) : undefined, total: sorted.length };
  };
  return { load, calls: () => calls };
}

async function everyPage(load: (cursor: string | undefined) => Promise<SlimPage<Row>>) {
  const pages: Array<SlimPage<Row>> = [];
  let cursor: string | undefined;
  do {
    const page = await load(cursor);
    pages.push(page);
    cursor = page.next;
  } while (cursor !== undefined);
  return pages;
}

const idsOf = (page: SlimPage<Row> | undefined) => page?.rows.map(({ id }) => id);

describe('a page fetched again', () => {
  const before = Array.from({ length: 20 }, (_, index) => index + 1);

  it('takes up what is new and still ends where the next page begins', async () => {
    const [first, second] = await everyPage(listOf(before).load);
    const now = listOf([...before, 21, 22]);
    const again = first && (await refillPage(now.load, undefined, first, second));
    expect(idsOf(again)).toEqual([22, 21, 20, 19, 18, 17, 16]);
    expect(again?.next).toBe(first?.next);
    expect(again?.total).toBe(22);
  });

  it('is shorter without what was deleted, its own last row included', async () => {
    const [first, second] = await everyPage(listOf(before).load);
    const now = listOf(before.filter((id) => id !== 16 && id !== 19));
    const again = first && (await refillPage(now.load, undefined, first, second));
    expect(idsOf(again)).toEqual([20, 18, 17]);
    expect(again?.next).toBe(first?.next);
  });

  it('never loses nor doubles a row of the whole list, whichever pages are fetched again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
        async (ids, added, removed) => {
          const held = await everyPage(listOf(ids).load);
          const left = new Set([...ids, ...added]);
          for (const id of removed) left.delete(id);
          const now = listOf([...left]);
          const pages: Array<SlimPage<Row>> = [];
          let cursor: string | undefined;
          let index = 0;
          do {
            const page = held[index];
            const kept = page && (index === 0 || held[index - 1]?.next === cursor);
            const again: SlimPage<Row> = kept
              ? await refillPage(now.load, cursor, page, held[index + 1])
              : await now.load(cursor);
            pages.push(again);
            cursor = again.next;
            index += 1;
          } while (cursor !== undefined);
          expect(joinPages(pages).map(({ id }) => id)).toEqual(
            [...left].toSorted((one, other) => other - one),
          );
        },
      ),
    );
  });

  it('asks once when nothing changed', async () => {
    const [first, second] = await everyPage(listOf(before).load);
    const now = listOf(before);
    if (first) await refillPage(now.load, undefined, first, second);
    expect(now.calls()).toBe(1);
  });
});

describe('pages in view', () => {
  const page = (length: number): SlimPage<number> => ({
    rows: Array.from({ length }, (_, index) => index),
    next: undefined,
    total: 0,
  });

  it('are those with a row between the first and the last seen', () => {
    const pages = [page(100), page(103), page(100)];
    expect(pagesInView(pages, [0, 20])).toEqual([0]);
    expect(pagesInView(pages, [95, 100])).toEqual([0, 1]);
    expect(pagesInView(pages, [203, 210])).toEqual([2]);
    expect(pagesInView(pages, [99, 203])).toEqual([0, 1, 2]);
  });
});
