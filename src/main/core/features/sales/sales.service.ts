import { EventType } from '../../../../shared/events/catalogue.ts';
import type { RefundInput, SaleInput, SalePatch } from '../../../../shared/schemas/sale-input.ts';
import { type Context, externalSourceOf } from '../../context.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict, invalid } from '../../errors.ts';
import { BaseService } from '../base-service.ts';
import { refundDraft } from './refund-draft.ts';
import { checkRefunds } from './refund-limits.ts';
import { leftOf, type SaleLeft } from './refund-shares.ts';
import type { SaleEntity } from './sale.entity.ts';
import { changedSale } from './sale-change.ts';
import type { SaleDraft } from './sale-draft.ts';
import { SaleReader, type SaleReaderParts } from './sale-reader.ts';
import type { SalesRepo } from './sales.repo.ts';

export class SalesService extends BaseService<SaleEntity, SaleDraft> {
  readonly #write: Write;
  readonly #repo: SalesRepo;
  readonly #parts: SaleReaderParts;
  readonly #reader: SaleReader;

  constructor(write: Write, repo: SalesRepo, parts: SaleReaderParts) {
    super(write, repo, {
      entity: 'sale',
      created: EventType.SALE_CREATED,
      updated: EventType.SALE_UPDATED,
      deleted: EventType.SALE_DELETED,
      restored: EventType.SALE_RESTORED,
    });
    this.#write = write;
    this.#repo = repo;
    this.#parts = parts;
    this.#reader = new SaleReader(parts);
  }

  /**
   * Stores a ticket; products met for the first time are created with it. The same external id from
   * the same source is the same sale: what is stored is answered.
   * @throws UserError naming the field; nothing is stored then
   */
  enter(ctx: Context, input: SaleInput): SaleEntity {
    return this.#write<SaleEntity>(ctx, (tx) => {
      const known = this.#stored(ctx, input, input.kind, input.refund_of);
      if (known) return known;
      const original = this.#original(input);
      return this.create(ctx, this.#reader.read(tx, input, original));
    });
  }

  /**
   * Takes back what is left of a sale, or some of its lines.
   * @throws UserError when that much is not left; nothing is stored then
   */
  refund(ctx: Context, id: number, input: RefundInput): SaleEntity {
    return this.#write<SaleEntity>(ctx, (tx) => {
      const known = this.#stored(ctx, input, 'refund', id);
      if (known) return known;
      const sale = this.#refundable(id);
      const refunds = this.#repo.refundsOf(id);
      return this.create(ctx, refundDraft(tx, this.#reader, sale, refunds, input));
    });
  }

  /** What can still be taken back of a sale. @throws UserError when it is a refund itself */
  left(id: number): SaleLeft {
    return leftOf(this.#refundable(id), this.#repo.refundsOf(id));
  }

  /** Changes what is given; null or blank empties an optional field. */
  change(ctx: Context, id: number, patch: SalePatch): SaleEntity {
    return this.#write<SaleEntity>(ctx, (tx) =>
      this.update(ctx, id, (current) => {
        const original =
          current.refund_of_id === null ? undefined : this.#repo.find(current.refund_of_id);
        return changedSale(tx, this.#reader, this.#parts.names, current, patch, original);
      }),
    );
  }

  /** @throws UserError when it is a refund that no longer fits its sale */
  override restore(ctx: Context, id: number): SaleEntity {
    return this.#write<SaleEntity>(ctx, () => {
      const entity = this.#repo.find(id);
      if (entity && entity.deleted_at !== null)
        this.#checkAsRefund(entity, undefined, entity.deleted_at);
      return super.restore(ctx, id);
    });
  }

  protected override check(_tx: WriteTx, draft: SaleDraft, current: SaleEntity | undefined): void {
    // A file may hold a refund that gives back too much: its note can be corrected all the same.
    if (current && saysTheSame(draft, current)) return;
    this.#checkAsRefund(draft, current?.id);
    if (!current || draft.kind === 'refund') return;
    const refunds = this.#repo.refundsOf(current.id);
    if (refunds.length === 0) return;
    const earlier = refunds.find((refund) => refund.business_date < draft.business_date);
    if (earlier) {
      throw invalid(
        'date',
        `Ticket ${current.number} was refunded on ${earlier.business_date}; it cannot have been sold later.`,
      );
    }
    checkRefunds(current, draft, refunds, this.#reader.money);
  }

  protected override checkRemoval(_tx: WriteTx, sale: SaleEntity): void {
    const [refund] = this.#repo.refundsOf(sale.id);
    if (refund) {
      throw conflict(
        'id',
        `Ticket ${sale.number} was refunded by ticket ${refund.number}. Delete that refund first.`,
      );
    }
  }

  /**
   * The sale that the sender knows under this external id already.
   * @throws UserError for one that cannot be what is sent again: a till that names a refund as its
   * sale would take the stored sale for the refund
   */
  #stored(
    ctx: Context,
    input: Pick<SaleInput, 'external_id' | 'external_source'>,
    kind: SaleDraft['kind'],
    refundOf: number | null | undefined,
  ): SaleEntity | undefined {
    if (!input.external_id) return undefined;
    const source = externalSourceOf(ctx, input.external_source);
    const id = this.#repo.findExternal(source, input.external_id);
    if (id === undefined) return undefined;
    const stored = this.#repo.find(id);
    if (!stored || stored.deleted_at !== null) {
      throw conflict(
        'external_id',
        `This external id belongs to a sale that was deleted (id ${id}). Restore that sale, or send another external id.`,
      );
    }
    if (stored.kind !== kind || (refundOf && stored.refund_of_id !== refundOf)) {
      throw conflict(
        'external_id',
        `This external id belongs to ticket ${stored.number} (id ${id}), which is ${inWords(stored, kind)}. Give each sale and each refund an external id of its own.`,
      );
    }
    if (ctx.notes) ctx.notes.existing = true;
    return stored;
  }

  #refundable(id: number): SaleEntity {
    const sale = this.get(id);
    if (sale.kind === 'refund')
      throw conflict('id', `Ticket ${sale.number} is itself a refund. Name the sale.`);
    return sale;
  }

  #original(input: SaleInput): SaleEntity | undefined {
    if (!input.refund_of) return undefined;
    if (input.kind !== 'refund')
      throw invalid('refund_of', 'Only a refund takes back a sale. Set kind to "refund".');
    const original = this.#repo.find(input.refund_of);
    if (!original || original.deleted_at !== null)
      throw invalid('refund_of', `There is no sale with the id ${input.refund_of}.`);
    if (original.kind === 'refund')
      throw invalid('refund_of', `Ticket ${original.number} is itself a refund.`);
    return original;
  }

  /**
   * @param ownId the refund itself, when it is stored already
   * @param deletedAt when it was deleted: the owner was told that this can be taken back, and one of
   * a file may not have fitted before either. So it fits unless something changed since.
   */
  #checkAsRefund(
    refund: SaleDraft | SaleEntity,
    ownId: number | undefined,
    deletedAt?: number,
  ): void {
    if (refund.refund_of_id === null) return;
    const original = this.#repo.find(refund.refund_of_id);
    if (!original || original.deleted_at !== null)
      throw conflict(
        'refund_of',
        'The sale that this refund takes back was deleted. Restore it first.',
      );
    const others = this.#repo.refundsOf(original.id).filter((other) => other.id !== ownId);
    if (
      deletedAt !== undefined &&
      [original, ...others].every(({ updated_at }) => updated_at < deletedAt)
    )
      return;
    if (refund.business_date < original.business_date) {
      throw invalid(
        'date',
        `Ticket ${original.number} was sold on ${original.business_date}; its refund cannot be earlier.`,
      );
    }
    checkRefunds(original, original, [...others, refund], this.#reader.money);
  }
}

/** @param asked what the sender takes it for */
function inWords({ kind, refund_of_id }: SaleEntity, asked: SaleDraft['kind']): string {
  if (kind === 'sale') return 'a sale';
  if (asked === 'sale') return 'a refund';
  return refund_of_id === null ? 'a refund without a sale' : 'a refund of another sale';
}

/** True for a change that leaves the day and every amount as they are. */
function saysTheSame(draft: SaleDraft, current: SaleEntity): boolean {
  return (
    draft.lines === current.lines &&
    draft.tip_minor === current.tip_minor &&
    draft.shipping_minor === current.shipping_minor &&
    draft.business_date === current.business_date
  );
}
