/** The products of a file, each kept once: by its SKU, else its barcode, else its name. */
import type Sqlite from 'better-sqlite3';
import { cleanName, nameKey } from '../../../../shared/lib/text.ts';
import type { SaleRow } from '../read/sale-values.ts';
import { detached } from './names.ts';
import { RecentKeys } from './recent-keys.ts';

interface StagedProduct {
  id: number;
  /** Whether a row already told them. */
  named: boolean;
  barcode: boolean;
  category: boolean;
}

interface StoredProduct {
  id: number;
  barcode: string | null;
  named: number;
  category: number | null;
}

const REMEMBERED = 10_000;

export class StagedProducts {
  readonly #insert: Sqlite.Statement;
  readonly #find: Sqlite.Statement<[string], StoredProduct>;
  readonly #complete: Sqlite.Statement;
  readonly #bySku = new RecentKeys<StagedProduct>(REMEMBERED);
  readonly #byBarcode = new RecentKeys<StagedProduct>(REMEMBERED);
  readonly #byName = new RecentKeys<StagedProduct>(REMEMBERED);

  constructor(stage: Sqlite.Database) {
    this.#insert = stage.prepare(
      'INSERT INTO product (key, sku, barcode, name, name_key, named, category) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#find = stage.prepare('SELECT id, barcode, named, category FROM product WHERE key = ?');
    this.#complete = stage.prepare(
      `UPDATE product SET barcode = COALESCE(barcode, @barcode), category = COALESCE(category, @category),
         name = CASE WHEN named OR NOT @named THEN name ELSE @name END,
         name_key = CASE WHEN named OR NOT @named THEN name_key ELSE @name_key END,
         named = named OR @named
       WHERE id = @id`,
    );
  }

  /** The number of the row's product; what an earlier row left open is filled in. */
  id(row: SaleRow, category: number | null): number {
    const recent = row.sku ? this.#bySku : row.barcode ? this.#byBarcode : this.#byName;
    const text = row.sku || row.barcode || row.productName;
    let product = recent.get(text);
    if (!product) {
      product = this.#meet(row, category);
      recent.set(detached(text), product);
    }
    if (
      (!product.named && row.productName !== '') ||
      (!product.barcode && row.barcode !== '') ||
      (!product.category && category !== null)
    )
      this.#fillIn(product, row, category);
    return product.id;
  }

  #meet(row: SaleRow, category: number | null): StagedProduct {
    // Each kind of key has its own first letter, so that a SKU never meets a name.
    const key = row.sku
      ? `s${row.sku}`
      : row.barcode
        ? `b${row.barcode}`
        : `n${nameKey(row.productName)}`;
    const known = this.#find.get(key);
    if (known)
      return {
        id: known.id,
        named: known.named === 1,
        barcode: known.barcode !== null,
        category: known.category !== null,
      };
    const name = cleanName(row.productName || row.sku || row.barcode);
    const { lastInsertRowid } = this.#insert.run(
      key,
      row.sku || null,
      row.barcode || null,
      name,
      nameKey(name),
      row.productName === '' ? 0 : 1,
      category,
    );
    return {
      id: Number(lastInsertRowid),
      named: row.productName !== '',
      barcode: row.barcode !== '',
      category: category !== null,
    };
  }

  #fillIn(product: StagedProduct, row: SaleRow, category: number | null): void {
    const name = cleanName(row.productName);
    this.#complete.run({
      id: product.id,
      barcode: row.barcode || null,
      category,
      name,
      name_key: nameKey(name),
      named: name === '' ? 0 : 1,
    });
    product.named ||= name !== '';
    product.barcode ||= row.barcode !== '';
    product.category ||= category !== null;
  }
}
