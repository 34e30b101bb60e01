/**
 * Create, change, delete and restore for one kind of record, each with its event, in one
 * transaction. A feature adds only what is its own.
 */
import { isDeepStrictEqual } from 'node:util';
import type { EventType } from '../../../shared/events/catalogue.ts';
import type { Context } from '../context.ts';
import type { Write, WriteTx } from '../db/write-tx.ts';
import { notFound } from '../errors.ts';
import { checkIfMatch } from './if-match.ts';

/** What every stored record has. Deleting is soft: the row stays, with its time. */
export interface StoredRecord {
  id: number;
  version: number;
  deleted_at: number | null;
}

/** The table side of a record. `find` also finds deleted ones. */
export interface RecordStore<Entity extends StoredRecord, Draft> {
  find(id: number): Entity | undefined;
  /** @returns the record as `find` would read it */
  insert(tx: WriteTx, draft: Draft): Entity;
  update(tx: WriteTx, id: number, draft: Draft): void;
  setDeleted(tx: WriteTx, id: number, at: number | null): void;
}

export interface RecordKind {
  /** As in event names and as a person says it: "sale", "expense". */
  entity: string;
  created: EventType;
  updated: EventType;
  deleted: EventType;
  restored: EventType;
}

export abstract class BaseService<Entity extends StoredRecord, Draft extends object> {
  readonly #write: Write;
  readonly #store: RecordStore<Entity, Draft>;
  readonly #kind: RecordKind;

  constructor(write: Write, store: RecordStore<Entity, Draft>, kind: RecordKind) {
    this.#write = write;
    this.#store = store;
    this.#kind = kind;
  }

  /** The id that events and people use; a customer has its own code. */
  protected publicId(entity: Entity): string | number {
    return entity.id;
  }

  /** Refuses what does not fit what is stored; runs inside the transaction. */
  protected check(_tx: WriteTx, _draft: Draft, _current: Entity | undefined): void {}

  /** Refuses a deletion; runs inside the transaction. */
  protected checkRemoval(_tx: WriteTx, _entity: Entity): void {}

  /** @throws UserError NOT_FOUND, also for a deleted record */
  get(id: number): Entity {
    const entity = this.#store.find(id);
    if (!entity || entity.deleted_at !== null) throw notFound(this.#kind.entity, id);
    return entity;
  }

  create(ctx: Context, draft: Draft): Entity {
    return this.#write<Entity>(ctx, (tx) => {
      this.check(tx, draft, undefined);
      return this.#announce(tx, this.#kind.created, null, this.#store.insert(tx, draft));
    });
  }

  /**
   * What leaves all as it is writes nothing and has no event: two programs that keep each other up
   * to date would send it to and fro for ever.
   * @param change the record as it is → as it shall be; what stays is taken over as it is
   * @throws UserError PRECONDITION_FAILED when the sender read another version
   */
  update(ctx: Context, id: number, change: (current: Entity) => Draft): Entity {
    return this.#write<Entity>(ctx, (tx) => {
      const before = this.get(id);
      checkIfMatch(ctx.ifMatch, before.version);
      const draft = change(before);
      if (isAsStored(draft, before)) return before;
      this.check(tx, draft, before);
      this.#store.update(tx, id, draft);
      return this.#announce(tx, this.#kind.updated, before, this.#mustFind(id));
    });
  }

  /** Soft: `restore` takes it back. @returns the record as it was */
  remove(ctx: Context, id: number): Entity {
    return this.#write<Entity>(ctx, (tx) => {
      const before = this.get(id);
      checkIfMatch(ctx.ifMatch, before.version);
      this.checkRemoval(tx, before);
      this.#store.setDeleted(tx, id, ctx.now);
      this.#announce(tx, this.#kind.deleted, before, null);
      return before;
    });
  }

  /** Takes a deletion back; nothing happens to a record that is not deleted. */
  restore(ctx: Context, id: number): Entity {
    return this.#write<Entity>(ctx, (tx) => {
      const entity = this.#store.find(id);
      if (!entity) throw notFound(this.#kind.entity, id);
      if (entity.deleted_at === null) return entity;
      this.#store.setDeleted(tx, id, null);
      return this.#announce(tx, this.#kind.restored, null, this.#mustFind(id));
    });
  }

  #announce(tx: WriteTx, type: EventType, before: Entity | null, after: Entity): Entity;
  #announce(tx: WriteTx, type: EventType, before: Entity, after: null): null;
  #announce(
    tx: WriteTx,
    type: EventType,
    before: Entity | null,
    after: Entity | null,
  ): Entity | null {
    const subject = after ?? before;
    if (!subject) throw new Error('an event needs a subject');
    tx.emit({ type, entity: this.#kind.entity, entityId: this.publicId(subject), before, after });
    return after;
  }

  #mustFind(id: number): Entity {
    return written(this.#store.find(id));
  }
}

/** What was written in this transaction, read again. */
export function written<Entity>(entity: Entity | undefined): Entity {
  if (!entity) throw new Error('a record vanished inside its own transaction');
  return entity;
}

function isAsStored(draft: object, stored: object): boolean {
  const before = new Map<string, unknown>(Object.entries(stored));
  return Object.entries(draft).every(([field, value]) =>
    isDeepStrictEqual(before.get(field), value),
  );
}
