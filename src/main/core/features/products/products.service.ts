import { EventType } from '../../../../shared/events/catalogue.ts';
import { cleanName } from '../../../../shared/lib/text.ts';
import type { ProductInput, ProductPatch } from '../../../../shared/schemas/product.ts';
import type { Context } from '../../context.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { atField, conflict } from '../../errors.ts';
import { BaseService } from '../base-service.ts';
import { nameGiven } from '../names.ts';
import type { SettingsService } from '../settings/index.ts';
import type { ProductDraft, ProductEntity, SoldProduct } from './product.entity.ts';
import type { ProductsRepo } from './products.repo.ts';

/** How a sale names a product. */
interface ProductNaming {
  product_id?: number | undefined;
  sku?: string | undefined;
  name?: string | undefined;
  /** The category of a product met for the first time. */
  category?: string | null | undefined;
}

export class ProductsService extends BaseService<ProductEntity, ProductDraft> {
  readonly #repo: ProductsRepo;
  readonly #settings: SettingsService;

  constructor(write: Write, repo: ProductsRepo, settings: SettingsService) {
    super(write, repo, {
      entity: 'product',
      created: EventType.PRODUCT_CREATED,
      updated: EventType.PRODUCT_UPDATED,
      deleted: EventType.PRODUCT_DELETED,
      restored: EventType.PRODUCT_RESTORED,
    });
    this.#repo = repo;
    this.#settings = settings;
  }

  /** @throws UserError when another product has the SKU, or for an amount with too many decimals */
  enter(ctx: Context, input: ProductInput): ProductEntity {
    return this.create(ctx, {
      name: cleanName(input.name),
      sku: input.sku || null,
      barcode: input.barcode || null,
      category: input.category || null,
      price_minor: this.#minor('price', input.price),
      cost_minor: this.#minor('cost', input.cost),
    });
  }

  /** Changes what is given; null or blank empties an optional field. */
  change(ctx: Context, id: number, patch: ProductPatch): ProductEntity {
    return this.update(ctx, id, (current) => ({
      name: patch.name === undefined ? current.name : cleanName(patch.name),
      sku: patch.sku === undefined ? current.sku : patch.sku || null,
      barcode: patch.barcode === undefined ? current.barcode : patch.barcode || null,
      category: nameGiven(patch.category, current.category),
      price_minor:
        patch.price === undefined ? current.price_minor : this.#minor('price', patch.price),
      cost_minor: patch.cost === undefined ? current.cost_minor : this.#minor('cost', patch.cost),
    }));
  }

  /**
   * The product that a sale names: by id, else by SKU, else by name; one met for the first time is
   * created. A deleted product that is sold again is back: the owner sees it in the list again. A
   * SKU met for the first time goes to the product of that name if that one has no SKU yet.
   * @returns undefined when there is no product with the id
   */
  forSale(ctx: Context, naming: ProductNaming): SoldProduct | undefined {
    const { product_id, sku, name } = naming;
    if (product_id !== undefined) return this.#alive(ctx, this.#repo.soldById(product_id));
    const bySku = sku && this.#repo.soldBySku(sku);
    if (bySku) return this.#alive(ctx, bySku);
    const byName = name ? this.#repo.soldByName(name) : undefined;
    if (byName && !sku) return this.#alive(ctx, byName);
    if (byName && sku && byName.sku === null && byName.deleted_at === null)
      // The condition of a changed sale is about the sale, not about its products.
      return this.update({ ...ctx, ifMatch: undefined }, byName.id, (current) => ({
        ...current,
        sku,
      }));
    return this.create(ctx, {
      name: cleanName(name ?? sku ?? ''),
      sku: sku ?? null,
      barcode: null,
      category: naming.category || null,
      price_minor: null,
      cost_minor: null,
    });
  }

  /** The product that a SKU, else a name leads to, when it is there and not deleted. */
  existing({ sku, name }: Pick<ProductNaming, 'sku' | 'name'>): SoldProduct | undefined {
    const found = [sku && this.#repo.soldBySku(sku), name && this.#repo.soldByName(name)];
    return found.find((product) => product && product.deleted_at === null) || undefined;
  }

  protected override check(
    _tx: WriteTx,
    draft: ProductDraft,
    current: ProductEntity | undefined,
  ): void {
    if (draft.sku === null || draft.sku === current?.sku) return;
    const holder = this.#repo.findBySku(draft.sku);
    if (!holder || holder.id === current?.id) return;
    throw conflict(
      'sku',
      holder.deleted_at === null
        ? `The SKU ${draft.sku} belongs to "${holder.name}". Choose another, or change that product.`
        : `The SKU ${draft.sku} belongs to "${holder.name}", which was deleted. Restore that product (id ${holder.id}), or choose another SKU.`,
    );
  }

  #alive(ctx: Context, product: SoldProduct | undefined): SoldProduct | undefined {
    return product && product.deleted_at !== null ? this.restore(ctx, product.id) : product;
  }

  #minor(field: string, amount: number | null | undefined): number | null {
    if (amount === null || amount === undefined) return null;
    return atField(field, () => this.#settings.money().toMinor(amount));
  }
}
