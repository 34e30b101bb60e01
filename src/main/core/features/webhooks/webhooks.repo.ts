import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/connection.ts';
import { webhook } from '../../db/schema/schema.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import type { WebhookEntity, WebhookPlace } from './webhook.entity.ts';

const storedTypes = z.array(z.string());

/** What an owner or tool decides. */
export type WebhookDraft = Omit<WebhookEntity, 'id' | 'created_at' | 'updated_at' | 'version'>;

export interface WebhooksRepo {
  find(id: number): WebhookEntity | undefined;
  /** All, oldest first. */
  list(): WebhookEntity[];
  insert(tx: WriteTx, draft: WebhookDraft): number;
  /** Stores a change and a new version. */
  update(tx: WriteTx, id: number, draft: WebhookDraft): void;
  /** Stores how far it is, unless it was changed since `version`. @returns false then */
  setPlace(tx: WriteTx, id: number, version: number, place: WebhookPlace): boolean;
  remove(tx: WriteTx, id: number): void;
}

/** The webhook table. */
export function createWebhooksRepo({ orm, sqlite }: Database): WebhooksRepo {
  const entity = (row: typeof webhook.$inferSelect): WebhookEntity => ({
    ...row,
    event_types: storedTypes.parse(JSON.parse(row.event_types)),
    allow_private: row.allow_private === 1,
  });
  const columns = (draft: WebhookDraft) => ({
    ...draft,
    event_types: JSON.stringify(draft.event_types),
    allow_private: draft.allow_private ? 1 : 0,
  });
  const place = sqlite.prepare(
    `UPDATE webhook SET last_seq = @last_seq, failed_attempts = @failed_attempts,
       failing_since = @failing_since, next_attempt_at = @next_attempt_at
     WHERE id = @id AND version = @version`,
  );

  function find(id: number): WebhookEntity | undefined {
    const row = orm.select().from(webhook).where(eq(webhook.id, id)).get();
    return row && entity(row);
  }

  return {
    find,
    list: () => orm.select().from(webhook).orderBy(asc(webhook.id)).all().map(entity),
    insert({ ctx }, draft) {
      return orm
        .insert(webhook)
        .values({ ...columns(draft), created_at: ctx.now, updated_at: ctx.now })
        .returning({ id: webhook.id })
        .get().id;
    },
    update({ ctx }, id, draft) {
      const version = (find(id)?.version ?? 0) + 1;
      orm
        .update(webhook)
        .set({ ...columns(draft), updated_at: ctx.now, version })
        .where(eq(webhook.id, id))
        .run();
    },
    setPlace: (_tx, id, version, values) => place.run({ ...values, id, version }).changes === 1,
    remove(_tx, id) {
      orm.delete(webhook).where(eq(webhook.id, id)).run();
    },
  };
}
