/** Tokens that let a till or another tool in. Kept in memory too: every call asks for one. */
import { EventType } from '../../../../shared/events/catalogue.ts';
import { addDays, instantOfWallTime } from '../../../../shared/lib/business-day.ts';
import { cleanName } from '../../../../shared/lib/text.ts';
import type { TokenScope } from '../../../../shared/schemas/token.ts';
import type { Context } from '../../context.ts';
import type { Write } from '../../db/write-tx.ts';
import { invalid, notFound } from '../../errors.ts';
import { errorDetails, type Log } from '../../log.ts';
import type { SettingsService } from '../settings/index.ts';
import type { TokenEntity } from './token.entity.ts';
import { hashToken, newTokenSecret, sameHash } from './token-secret.ts';
import type { TokensRepo } from './tokens.repo.ts';

/** The last use is written at most this often, in ms: a till that calls all day costs no disk. */
const LAST_USE_STEP_MS = 60_000;

export interface NewToken {
  name: string;
  scopes: readonly TokenScope[];
  /** Last business date on which the token counts. */
  expires_on?: string | null | undefined;
}

/** What the log may say of a token: never its hash. */
type TokenFacts = Pick<TokenEntity, 'id' | 'name' | 'hint' | 'scopes' | 'expires_at'>;

export class TokensService {
  readonly #write: Write;
  readonly #repo: TokensRepo;
  readonly #settings: SettingsService;
  readonly #log: Log;
  /** Tokens that were not revoked, by hash. */
  readonly #live = new Map<string, TokenEntity>();

  constructor(write: Write, repo: TokensRepo, settings: SettingsService, log: Log) {
    this.#write = write;
    this.#repo = repo;
    this.#settings = settings;
    this.#log = log;
    for (const token of repo.list()) {
      if (token.revoked_at === null) this.#live.set(token.hash, token);
    }
  }

  /** All tokens, newest first, revoked ones too. */
  list(): TokenEntity[] {
    return this.#repo.list();
  }

  /**
   * Makes a token. Its secret is in this answer and never again.
   * @throws UserError for a last day that has passed
   */
  create(ctx: Context, input: NewToken): { secret: string; token: TokenEntity } {
    const secret = newTokenSecret();
    const token = this.#write<TokenEntity>(ctx, (tx) => {
      const draft = {
        name: cleanName(input.name),
        hash: hashToken(secret),
        hint: secret.slice(-4),
        scopes: [...new Set(input.scopes)],
        created_at: ctx.now,
        expires_at: this.expiryOf(ctx, input.expires_on),
      };
      const id = this.#repo.insert(tx, draft);
      const created = { ...draft, id, last_used_at: null, revoked_at: null };
      tx.emit({
        type: EventType.TOKEN_CREATED,
        entity: 'token',
        entityId: id,
        before: null,
        after: facts(created),
      });
      return created;
    });
    this.#live.set(token.hash, token);
    return { secret, token };
  }

  /** From now on the token opens nothing. Revoking twice changes nothing. */
  revoke(ctx: Context, id: number): TokenEntity {
    const revoked = this.#write<TokenEntity>(ctx, (tx) => {
      const token = this.#repo.find(id);
      if (!token) throw notFound('token', id);
      if (token.revoked_at !== null) return token;
      this.#repo.setRevoked(tx, id, ctx.now);
      tx.emit({
        type: EventType.TOKEN_REVOKED,
        entity: 'token',
        entityId: id,
        before: facts(token),
        after: null,
      });
      return { ...token, revoked_at: ctx.now };
    });
    this.#live.delete(revoked.hash);
    return revoked;
  }

  /**
   * The token that this secret is, when it counts at `now` (UTC ms).
   * @returns undefined for an unknown, revoked or expired one
   */
  authenticate(secret: string, now: number): TokenEntity | undefined {
    const hash = hashToken(secret);
    const token = this.#live.get(hash);
    if (!token || !sameHash(token.hash, hash)) return undefined;
    if (token.expires_at !== null && now >= token.expires_at) return undefined;
    // Also after a clock that was put back.
    if (Math.abs(now - (token.last_used_at ?? 0)) >= LAST_USE_STEP_MS) this.#noteUse(token, now);
    return token;
  }

  #noteUse(token: TokenEntity, now: number): void {
    token.last_used_at = now;
    const ctx: Context = {
      actor: { kind: 'token', name: token.name },
      source: 'system',
      correlationId: 'last-use',
      now,
    };
    try {
      this.#write<void>(ctx, (tx) => this.#repo.setLastUsed(tx, token.id, now));
    } catch (error) {
      // A full disk must not keep a till from reading.
      this.#log.warn('the last use of a token was not stored', errorDetails(error));
    }
  }

  /**
   * The first moment, UTC ms, at which a token with this last business date no longer counts.
   * @throws UserError for a day that has passed
   */
  expiryOf(ctx: Context, lastDay: string | null | undefined): number | null {
    if (!lastDay) return null;
    if (lastDay < this.#settings.businessDate(ctx.now))
      throw invalid('expires_on', `${lastDay} has passed. Choose today or a later date.`);
    const { time_zone, day_end_hour } = this.#settings.get();
    const end = `${String(day_end_hour).padStart(2, '0')}:00`;
    return instantOfWallTime(`${addDays(lastDay, 1)}T${end}`, time_zone);
  }
}

function facts({ id, name, hint, scopes, expires_at }: TokenEntity): TokenFacts {
  return { id, name, hint, scopes, expires_at };
}
