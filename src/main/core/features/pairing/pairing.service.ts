/**
 * A tool asks for a token and the owner answers. Kept in memory only: a request lives for minutes,
 * and a token that nobody came for is never made.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { EventType } from '../../../../shared/events/catalogue.ts';
import { cleanName } from '../../../../shared/lib/text.ts';
import type { TokenScope } from '../../../../shared/schemas/token.ts';
import type { Clock, Context, Idempotency } from '../../context.ts';
import type { Write } from '../../db/write-tx.ts';
import { conflict, invalid, notFound, UserError, usedKey } from '../../errors.ts';
import type { LiveFeed } from '../events/index.ts';
import { hashToken, sameHash, type TokensService } from '../tokens/index.ts';
import type { WorkspaceHost } from '../workspace/index.ts';

/** The owner has so long to answer, in ms. */
const ANSWER_MS = 5 * 60_000;
/** An allowed tool has at least so long to fetch its token, in ms. */
const COLLECT_MS = 60_000;
/** A tool may ask so long, in ms, what became of its request. */
const KEPT_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
/** More would bury the one that the owner waits for. */
const MOST_OPEN = 3;
const MOST_AN_HOUR = 10;
const SECRET_BYTES = 24;

type State = 'pending' | 'denied' | 'expired' | 'allowed' | 'collected';

/** One request. Times in UTC ms. */
export interface Pairing {
  readonly id: string;
  readonly name: string;
  /** Shown by the tool and by the dialog. */
  readonly code: string;
  readonly scopes: readonly TokenScope[];
  readonly askedAt: number;
  readonly secretHash: string;
  /** When the tool asked under a key: the same call gets the same answer while this is remembered. */
  readonly once?: { call: Idempotency; secret: string } | undefined;
  expiresAt: number;
  state: State;
  /** What the owner allowed, and the owner's own context: the token is the owner's doing. */
  grant?: { ctx: Context; scopes: readonly TokenScope[]; expires_on?: string | null | undefined };
}

export interface PairingParts {
  write: Write;
  tokens: TokensService;
  live: LiveFeed;
  host: Pick<WorkspaceHost, 'askForOwner'>;
  clock: Clock;
}

export class PairingService {
  readonly #parts: PairingParts;
  readonly #pairings = new Map<string, Pairing>();
  #asked: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: PairingParts) {
    this.#parts = parts;
  }

  /**
   * Shows the request to the owner.
   * @returns the request, and the secret with which the tool asks for the answer
   * @throws UserError TOO_MANY_REQUESTS, or SERVICE_UNAVAILABLE without a window
   */
  request(ctx: Context, input: { name: string; scopes: readonly TokenScope[] }) {
    const name = readName(input.name);
    this.#refresh(ctx.now);
    const asked = this.#askedBefore(ctx);
    if (asked) return asked;
    if (this.open().length >= MOST_OPEN)
      throw new UserError(
        'TOO_MANY_REQUESTS',
        `${MOST_OPEN} tools wait for the owner already. Ask again once they have an answer.`,
      );
    if (this.#asked.length >= MOST_AN_HOUR)
      throw new UserError(
        'TOO_MANY_REQUESTS',
        `At most ${MOST_AN_HOUR} requests an hour are shown to the owner. Ask again later.`,
      );
    if (!this.#parts.host.askForOwner())
      throw new UserError(
        'SERVICE_UNAVAILABLE',
        'This Tillwise runs without a window, so nobody could answer. Use a token that was made for it (npm run serve -- --print-token).',
      );
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const pairing: Pairing = {
      id: randomBytes(12).toString('hex'),
      name,
      code: String(randomInt(10_000)).padStart(4, '0'),
      scopes: [...new Set(input.scopes)],
      askedAt: ctx.now,
      secretHash: hashToken(secret),
      once: ctx.idempotency && { call: ctx.idempotency, secret },
      expiresAt: ctx.now + ANSWER_MS,
      state: 'pending',
    };
    this.#asked.push(ctx.now);
    this.#pairings.set(pairing.id, pairing);
    this.#tell();
    return { pairing, secret };
  }

  /**
   * What became of a request. The token is in the first answer after it was allowed, and then never
   * again.
   * @throws UserError NOT_FOUND for an unknown request and for a wrong secret alike
   */
  poll(ctx: Context, id: string, secret: string | undefined) {
    this.#refresh(ctx.now);
    const pairing = this.#pairings.get(id);
    if (!pairing || secret === undefined || !sameHash(pairing.secretHash, hashToken(secret)))
      throw new UserError(
        'NOT_FOUND',
        'There is no such pairing request, or this is not its secret. Send the pairing_secret as Bearer token.',
        [{ field: 'id', reason: 'There is no such pairing request, or this is not its secret.' }],
      );
    const { state, grant } = pairing;
    if (state !== 'allowed' || !grant) return { status: state };
    const { scopes, expires_on } = grant;
    const { secret: token } = this.#parts.tokens.create(
      { ...grant.ctx, now: ctx.now },
      { name: pairing.name, scopes, expires_on },
    );
    pairing.state = 'collected';
    return { status: state, token, scopes: [...scopes] };
  }

  /** Requests that wait for the owner, oldest first. */
  open(): Pairing[] {
    this.#refresh(this.#parts.clock());
    return [...this.#pairings.values()].filter(({ state }) => state === 'pending');
  }

  /** @throws UserError for a request that no longer waits, and for more than it asked for */
  allow(
    ctx: Context,
    input: { id: string; scopes: readonly TokenScope[]; expires_on?: string | null | undefined },
  ): Pairing {
    const pairing = this.#mustWait(ctx, input.id);
    const tooMuch = input.scopes.find((scope) => !pairing.scopes.includes(scope));
    if (tooMuch)
      throw invalid(
        'scopes',
        `"${pairing.name}" did not ask for "${tooMuch}". Allow less, not more.`,
      );
    // Refuses a day that has passed now, while the owner can choose another.
    this.#parts.tokens.expiryOf(ctx, input.expires_on);
    pairing.grant = { ctx, scopes: [...new Set(input.scopes)], expires_on: input.expires_on };
    pairing.expiresAt = Math.max(pairing.expiresAt, ctx.now + COLLECT_MS);
    pairing.state = 'allowed';
    this.#tell();
    return pairing;
  }

  /** @throws UserError for a request that no longer waits */
  deny(ctx: Context, id: string): Pairing {
    const pairing = this.#mustWait(ctx, id);
    this.#parts.write<void>(ctx, (tx) =>
      tx.emit({
        type: EventType.PAIRING_DENIED,
        entity: 'pairing',
        entityId: id,
        before: { name: pairing.name, scopes: pairing.scopes },
        after: null,
      }),
    );
    pairing.state = 'denied';
    this.#tell();
    return pairing;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Not stored like other answers: the secret is for no file. @throws UserError for another request */
  #askedBefore({ idempotency, notes }: Context) {
    if (!idempotency) return undefined;
    for (const pairing of this.#pairings.values()) {
      const { once } = pairing;
      if (once?.call.key !== idempotency.key) continue;
      if (once.call.fingerprint !== idempotency.fingerprint) throw usedKey();
      if (notes) notes.replayed = true;
      return { pairing, secret: once.secret };
    }
    return undefined;
  }

  #mustWait(ctx: Context, id: string): Pairing {
    this.#refresh(ctx.now);
    const pairing = this.#pairings.get(id);
    if (!pairing) throw notFound('pairing request', id);
    if (pairing.state !== 'pending')
      throw conflict('id', `The request of "${pairing.name}" no longer waits for an answer.`);
    return pairing;
  }

  /** Lets requests expire, and forgets those that nobody asks for any more. */
  #refresh(now: number): void {
    // After a clock that was turned back nothing lives longer than it should.
    this.#asked = this.#asked.filter((at) => at <= now && now - at < HOUR_MS);
    for (const [id, pairing] of this.#pairings) {
      const waits = pairing.state === 'pending' || pairing.state === 'allowed';
      const turnedBack = pairing.expiresAt - now > ANSWER_MS;
      if (waits && (now >= pairing.expiresAt || turnedBack)) pairing.state = 'expired';
      if (now - pairing.expiresAt >= KEPT_MS || pairing.askedAt - now > KEPT_MS)
        this.#pairings.delete(id);
    }
  }

  /** Tells every window what waits now, and again when the next request expires. */
  #tell(): void {
    const open = this.open();
    this.#parts.live.pairing(open.map(presentPairing));
    clearTimeout(this.#timer);
    const [first] = open;
    if (!first) return;
    const wait = first.expiresAt - this.#parts.clock();
    this.#timer = setTimeout(() => this.#tell(), Math.max(0, wait) + 10).unref();
  }
}

/** A request as the window shows it. */
export function presentPairing({ id, name, code, scopes, askedAt, expiresAt }: Pairing) {
  return {
    id,
    name,
    code,
    scopes: [...scopes],
    asked_at: new Date(askedAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
  };
}

/** @throws UserError for a name that the owner could not read as it is */
function readName(text: string): string {
  const name = cleanName(text);
  // Letters of any script, but nothing invisible and nothing that turns the direction of writing.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name) || !/[\p{L}\p{N}]/u.test(name))
    throw invalid('name', 'Give a name that a person can read, such as "Till at the door".');
  return name;
}
