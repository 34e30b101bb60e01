/** The customers that the sales of a file name, each kept once by its code. */
import type Sqlite from 'better-sqlite3';
import type { SaleRow } from '../read/sale-values.ts';
import { detached } from './names.ts';
import { RecentKeys } from './recent-keys.ts';

interface StagedBuyer {
  id: number;
  named: boolean;
}

const REMEMBERED = 10_000;

export class StagedBuyers {
  readonly #insert: Sqlite.Statement<[string, string]>;
  readonly #find: Sqlite.Statement<[string], { id: number; name: string }>;
  readonly #rename: Sqlite.Statement<[string, number]>;
  readonly #recent = new RecentKeys<StagedBuyer>(REMEMBERED);

  constructor(stage: Sqlite.Database) {
    this.#insert = stage.prepare('INSERT INTO buyer (code, name) VALUES (?, ?)');
    this.#find = stage.prepare('SELECT id, name FROM buyer WHERE code = ?');
    this.#rename = stage.prepare('UPDATE buyer SET name = ? WHERE id = ?');
  }

  /** The number of the row's customer; null when it names none. */
  id({ customerId, customerName }: SaleRow): number | null {
    if (customerId === '') return null;
    let buyer = this.#recent.get(customerId);
    if (!buyer) {
      const known = this.#find.get(customerId);
      buyer = known
        ? { id: known.id, named: known.name !== '' }
        : {
            id: Number(this.#insert.run(customerId, customerName).lastInsertRowid),
            named: customerName !== '',
          };
      this.#recent.set(detached(customerId), buyer);
    }
    if (!buyer.named && customerName !== '') {
      this.#rename.run(customerName, buyer.id);
      buyer.named = true;
    }
    return buyer.id;
  }
}
