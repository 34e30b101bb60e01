/** Staging of customers, expenses and products: a row is a record. */
import type Sqlite from 'better-sqlite3';
import { cleanName, nameKey } from '../../../../shared/lib/text.ts';
import type { CustomerRow } from '../read/customer-row.ts';
import type { ExpenseRow } from '../read/expense-row.ts';
import type { ProductRow } from '../read/product-row.ts';
import { StagedNames } from './names.ts';
import { saveMeta } from './stage-file.ts';

export class CustomersStage {
  readonly #insert: Sqlite.Statement;

  constructor(stage: Sqlite.Database) {
    this.#insert = stage.prepare(
      'INSERT INTO customer (code, name, email, phone, address, notes, birthday) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
  }

  add(row: CustomerRow): void {
    this.#insert.run(
      row.code,
      cleanName(row.name),
      row.email || null,
      row.phone || null,
      row.address || null,
      row.notes || null,
      row.birthday || null,
    );
  }
}

export class ExpensesStage {
  readonly #insert: Sqlite.Statement;
  readonly #categories: StagedNames;

  /** @param exported the file is one that Tillwise wrote */
  constructor(stage: Sqlite.Database, exported: boolean) {
    if (exported) saveMeta(stage, 'exported', 1);
    this.#insert = stage.prepare(
      'INSERT INTO seen_expense (business_date, description, amount_minor, category, supplier, tender) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#categories = new StagedNames(stage, 'category');
  }

  add(row: ExpenseRow): void {
    this.#insert.run(
      row.businessDate,
      cleanName(row.description),
      row.amount,
      this.#categories.id(row.category),
      row.supplier || null,
      row.tender || null,
    );
  }
}

export class ProductsStage {
  readonly #insert: Sqlite.Statement;
  readonly #categories: StagedNames;

  constructor(stage: Sqlite.Database) {
    this.#insert = stage.prepare(
      'INSERT INTO listed_product (sku, barcode, name, name_key, category, price_minor, cost_minor) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#categories = new StagedNames(stage, 'category');
  }

  add(row: ProductRow): void {
    this.#insert.run(
      row.sku || null,
      row.barcode || null,
      cleanName(row.name) || null,
      nameKey(row.name) || null,
      this.#categories.id(row.category),
      row.price,
      row.cost,
    );
  }
}
