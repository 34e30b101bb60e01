import { EventType } from '../../../../shared/events/catalogue.ts';
import { cleanName } from '../../../../shared/lib/text.ts';
import type { CustomerInput, CustomerPatch } from '../../../../shared/schemas/customer.ts';
import type { Context } from '../../context.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict, invalid, notFound } from '../../errors.ts';
import { BaseService } from '../base-service.ts';
import type { CustomerDraft, CustomerEntity } from './customer.entity.ts';
import type { CustomersRepo } from './customers.repo.ts';

const DAY_MS = 86_400_000;

export class CustomersService extends BaseService<CustomerEntity, CustomerDraft> {
  readonly #repo: CustomersRepo;

  constructor(write: Write, repo: CustomersRepo) {
    super(write, repo, {
      entity: 'customer',
      created: EventType.CUSTOMER_CREATED,
      updated: EventType.CUSTOMER_UPDATED,
      deleted: EventType.CUSTOMER_DELETED,
      restored: EventType.CUSTOMER_RESTORED,
    });
    this.#repo = repo;
  }

  /** @throws UserError CONFLICT when the id is taken, also by a deleted customer */
  enter(ctx: Context, input: CustomerInput): CustomerEntity {
    return this.create(ctx, {
      code: input.id,
      name: cleanName(input.name),
      email: input.email || null,
      phone: input.phone || null,
      address: input.address || null,
      notes: input.notes || null,
      birthday: input.birthday || null,
    });
  }

  /** @throws UserError NOT_FOUND, also for a deleted customer */
  getByCode(code: string): CustomerEntity {
    const entity = this.#repo.findByCode(code);
    if (!entity || entity.deleted_at !== null) throw notFound('customer', code);
    return entity;
  }

  /** The customer that a sale names. @throws UserError naming the field */
  forSale(code: string, field = 'customer_id'): CustomerEntity {
    const entity = this.#repo.findByCode(code);
    if (!entity) {
      throw invalid(
        field,
        `There is no customer with the id ${code}. Add the customer first, or leave it empty.`,
      );
    }
    if (entity.deleted_at !== null) {
      throw invalid(
        field,
        `"${entity.name}" (${code}) was deleted. Restore the customer first, or leave it empty.`,
      );
    }
    return entity;
  }

  /** The customer of a ticket that tells who it is: the one with that id, added when it is new. */
  metAtSale(ctx: Context, input: CustomerInput): CustomerEntity {
    return this.#repo.findByCode(input.id) ? this.forSale(input.id, 'id') : this.enter(ctx, input);
  }

  /** Changes what is given; null or blank empties an optional field. */
  change(ctx: Context, code: string, patch: CustomerPatch): CustomerEntity {
    return this.update(ctx, this.getByCode(code).id, (current) => ({
      code: current.code,
      name: patch.name === undefined ? current.name : cleanName(patch.name),
      email: patch.email === undefined ? current.email : patch.email || null,
      phone: patch.phone === undefined ? current.phone : patch.phone || null,
      address: patch.address === undefined ? current.address : patch.address || null,
      notes: patch.notes === undefined ? current.notes : patch.notes || null,
      birthday: patch.birthday === undefined ? current.birthday : patch.birthday || null,
    }));
  }

  /** Soft; the customer's sales stay and keep showing the name. */
  removeByCode(ctx: Context, code: string): CustomerEntity {
    return this.remove(ctx, this.getByCode(code).id);
  }

  restoreByCode(ctx: Context, code: string): CustomerEntity {
    const entity = this.#repo.findByCode(code);
    if (!entity) throw notFound('customer', code);
    return this.restore(ctx, entity.id);
  }

  protected override publicId(entity: CustomerEntity): string {
    return entity.code;
  }

  protected override check(
    { ctx }: WriteTx,
    draft: CustomerDraft,
    current: CustomerEntity | undefined,
  ): void {
    if (draft.birthday !== null && draft.birthday !== current?.birthday)
      checkBirthday(draft.birthday, ctx.now);
    if (current) return;
    const holder = this.#repo.findByCode(draft.code);
    if (!holder) return;
    throw conflict(
      'id',
      holder.deleted_at === null
        ? `The id ${draft.code} belongs to "${holder.name}". Choose another, or change that customer.`
        : `The id ${draft.code} belongs to "${holder.name}", who was deleted. Restore that customer, or choose another id.`,
    );
  }
}

/** @param now UTC ms; somewhere it is tomorrow already */
function checkBirthday(birthday: string, now: number): void {
  if (birthday > new Date(now + DAY_MS).toISOString().slice(0, 10))
    throw invalid('birthday', `${birthday} is in the future. Check the year.`);
}
