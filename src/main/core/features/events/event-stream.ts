/**
 * Follows the event log: what is there already, then what comes, in the order of the log. A reader
 * holds its place and at most one small page; it is never sent more than it takes, and a slow one
 * reads on from its place, so nothing is lost and nothing piles up.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventBus } from '../../events/event-bus.ts';
import type { EventsRepo } from './events.repo.ts';
import type { StoredEvent } from './stored-event.ts';

/** So many events are read from the log at a time. */
const PAGE = 32;
/** So many are looked through at a time for the few types that a reader wants. */
const LOOKED_THROUGH = 5_000;
/** Pages that are kept for readers at the same place. */
const KEPT_PAGES = 32;
/** So many readers go on before others have their turn: a thousand of them must not hold up the shop. */
const WOKEN_TOGETHER = 32;

export interface StreamQuery {
  /** The seq after which to begin; from now on without it. */
  after?: number | undefined;
  /** Only these types; all without it. */
  types?: readonly string[] | undefined;
}

interface Page {
  events: readonly StoredEvent[];
  /** Without events: nothing was asked for up to this seq. */
  upTo: number;
  /** When it was read this was all there is. */
  isEnd: boolean;
}

export class EventStream {
  readonly #repo: EventsRepo;
  /** Readers that have read all there is. */
  readonly #waiting = new Set<() => void>();
  /** By place and types, until something happens: most readers stand at the end of the log. */
  readonly #pages = new Map<string, Page>();
  /** Readers that wait and have news; woken in turns. */
  readonly #called = new Set<() => void>();

  constructor(bus: EventBus, repo: EventsRepo) {
    this.#repo = repo;
    bus.subscribe('*', () => {
      this.#pages.clear();
      const isWaking = this.#called.size > 0;
      for (const wake of this.#waiting) this.#called.add(wake);
      if (!isWaking) this.#wakeSome();
    });
  }

  /** @param signal ends it, also while it waits */
  async *follow(
    { after, types }: StreamQuery,
    signal?: AbortSignal,
  ): AsyncGenerator<StoredEvent, void, void> {
    let place = after ?? this.#repo.newestSeq();
    while (!signal?.aborted) {
      const { events, upTo, isEnd } = this.#page(place, types);
      for (const event of events) {
        place = event.seq;
        yield event;
        if (signal?.aborted) return;
      }
      if (events.length > 0) continue;
      place = upTo;
      if (isEnd) await this.#news(signal);
      else await nextTurn();
    }
  }

  #page(after: number, types: readonly string[] | undefined): Page {
    const key = `${after} ${types?.join() ?? ''}`;
    const kept = this.#pages.get(key);
    if (kept) return kept;
    // What is committed already and not yet announced: this page may be kept until then.
    const newest = this.#repo.newestSeq();
    const upTo = types ? Math.min(after + LOOKED_THROUGH, newest) : newest;
    const events = this.#repo.list({ limit: PAGE, after, until: upTo, types });
    const page = { events, upTo, isEnd: upTo === newest };
    if (this.#pages.size >= KEPT_PAGES) this.#pages.clear();
    this.#pages.set(key, page);
    return page;
  }

  #news(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        this.#called.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  #wakeSome(): void {
    for (const wake of [...this.#called].slice(0, WOKEN_TOGETHER)) wake();
    if (this.#called.size > 0) setImmediate(() => this.#wakeSome());
  }
}
