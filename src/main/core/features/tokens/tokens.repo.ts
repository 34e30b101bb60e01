import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { tokenScope } from '../../../../shared/schemas/token.ts';
import type { Database } from '../../db/connection.ts';
import { apiToken } from '../../db/schema/schema.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import type { TokenEntity } from './token.entity.ts';

const storedScopes = z.array(tokenScope);

export interface TokensRepo {
  find(id: number): TokenEntity | undefined;
  /** All tokens, newest first. */
  list(): TokenEntity[];
  insert(tx: WriteTx, token: Omit<TokenEntity, 'id' | 'last_used_at' | 'revoked_at'>): number;
  setRevoked(tx: WriteTx, id: number, at: number): void;
  setLastUsed(tx: WriteTx, id: number, at: number): void;
}

/** The api_token table. */
export function createTokensRepo({ orm }: Database): TokensRepo {
  const entity = (row: typeof apiToken.$inferSelect): TokenEntity => ({
    ...row,
    scopes: storedScopes.parse(JSON.parse(row.scopes)),
  });
  return {
    find(id) {
      const row = orm.select().from(apiToken).where(eq(apiToken.id, id)).get();
      return row && entity(row);
    },
    list: () => orm.select().from(apiToken).orderBy(desc(apiToken.id)).all().map(entity),
    insert(_tx, token) {
      return orm
        .insert(apiToken)
        .values({ ...token, scopes: JSON.stringify(token.scopes) })
        .returning({ id: apiToken.id })
        .get().id;
    },
    setRevoked(_tx, id, at) {
      orm.update(apiToken).set({ revoked_at: at }).where(eq(apiToken.id, id)).run();
    },
    setLastUsed(_tx, id, at) {
      orm.update(apiToken).set({ last_used_at: at }).where(eq(apiToken.id, id)).run();
    },
  };
}
