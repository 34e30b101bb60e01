/** Whoever walks through a list meets each record that stayed as it was once, whatever happens meanwhile. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
let made = 0;
beforeAll(async () => {
  shop = await openHttpShop({ tokenLimit: { perSecond: 100_000, burst: 100_000 } });
});
afterAll(() => shop.close());

/** Few values, so that many records are equal in what they are sorted by. */
const few = (number: number) => 1 + (number % 3);
const day = (number: number) => `2026-05-0${1 + ((number >> 2) % 3)}`;

interface List {
  sorts: readonly string[];
  record(number: number): object;
  change(number: number): object;
}

const LISTS: Record<string, List> = {
  sales: {
    sorts: ['date', 'amount', 'updated_at'],
    record: (number) => ({ product_name: 'Tea', amount: few(number), date: day(number) }),
    change: (number) => ({ amount: few(number), date: day(number) }),
  },
  customers: {
    sorts: ['name', 'net_sales', 'last_sale', 'transactions', 'updated_at'],
    record: (number) => ({ id: `C${++made}`, name: `Ana ${few(number)}` }),
    change: (number) => ({ name: `Ana ${few(number)}` }),
  },
  products: {
    sorts: ['name', 'net_sales', 'units_sold', 'updated_at'],
    record: (number) => ({ name: `Mug ${few(number)}/${++made}` }),
    change: (number) => ({ price: few(number) }),
  },
  expenses: {
    sorts: ['date', 'amount', 'updated_at'],
    record: (number) => ({ description: 'Milk', amount: few(number), date: day(number) }),
    change: (number) => ({ amount: few(number), date: day(number) }),
  },
};

const identified = z.object({ id: z.union([z.string(), z.number()]).transform(String) });
const NEXT = /<\/api\/v1([^>]+)>; rel="next"/;

/** What others do between two pages. */
const happening = fc.record({
  what: fc.constantFrom('add', 'change', 'remove'),
  which: fc.nat(50),
  number: fc.nat(30),
});

it.each(Object.keys(LISTS))(
  '%s',
  async (name) => {
    const list = LISTS[name];
    if (!list) throw new Error(`no list ${name}`);
    const { sorts, record, change } = list;
    const add = async (number: number) =>
      identified.parse((await shop.call(201, 'POST', `/${name}`, record(number))).json).id;
    const pass = () => {
      shop.time.now += 60_000;
    };
    const property = fc.asyncProperty(
      fc.constantFrom(...sorts),
      fc.constantFrom('', '-'),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.nat(30), { minLength: 3, maxLength: 9 }),
      fc.array(fc.array(happening, { maxLength: 3 }), { maxLength: 12 }),
      async (sort, direction, limit, first, meanwhile) => {
        const kept = new Set<string>();
        for (const number of first) {
          if (number % 2) pass();
          kept.add(await add(number));
        }
        const own = new Set(kept);
        const met: string[] = [];
        let path: string | undefined = `/${name}?sort=${direction}${sort}&limit=${limit}`;
        for (let page = 0; path; page++) {
          const { json, headers } = await shop.call(200, 'GET', path);
          met.push(
            ...z
              .array(identified)
              .parse(json)
              .map(({ id }) => id),
          );
          path = NEXT.exec(String(headers.link))?.[1];
          pass();
          for (const { what, which, number } of meanwhile[page] ?? []) {
            const id = [...own][which % own.size];
            if (what === 'add' || id === undefined) own.add(await add(number));
            else {
              kept.delete(id);
              if (what === 'change') await shop.call(200, 'PUT', `/${name}/${id}`, change(number));
              else {
                own.delete(id);
                await shop.call(200, 'DELETE', `/${name}/${id}`);
              }
            }
          }
        }
        for (const id of kept) expect(met.filter((one) => one === id)).toEqual([id]);
        for (const id of own) await shop.call(200, 'DELETE', `/${name}/${id}`);
      },
    );
    await fc.assert(property, { numRuns: 25 });
  },
  60_000,
);
