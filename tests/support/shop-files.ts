/** A shop as the files that it exports, and back. */
import type { ImportKind } from '../../src/shared/schemas/import.ts';
import { asBytes, importBytes } from './import-file.ts';
import type { TestCore } from './test-core.ts';

/** In the order in which another shop takes them in. */
const KINDS = ['products', 'customers', 'sales', 'expenses'] as const satisfies ImportKind[];

export type ShopFiles = Readonly<Record<(typeof KINDS)[number], string>>;

/** A file that arrives in pieces. */
export async function wholeText(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** Everything that a shop exports. */
export async function exportAll({ client }: Pick<TestCore, 'client'>): Promise<ShopFiles> {
  return {
    products: await wholeText(await client.export.products()),
    customers: await wholeText(await client.export.customers()),
    sales: await wholeText(await client.export.sales({})),
    expenses: await wholeText(await client.export.expenses({})),
  };
}

/** Imports what has rows. @throws Error when a row is refused */
export async function importAll(
  shop: Pick<TestCore, 'client' | 'core'>,
  files: ShopFiles,
): Promise<void> {
  for (const kind of KINDS) {
    if (files[kind].indexOf('\n') === files[kind].length - 1) continue;
    const { id, status, bad_rows, message } = await importBytes(
      shop,
      asBytes(files[kind]),
      { kind },
      `${kind}.csv`,
    );
    if (status === 'done' && bad_rows === 0) continue;
    const errors = (await shop.client.imports.errors({ id })).body;
    throw new Error(`${kind}: ${status} ${message} ${JSON.stringify(errors)}`);
  }
}
