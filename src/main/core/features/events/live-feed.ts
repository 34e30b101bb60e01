/**
 * Tells every open window what changed. What happens in one turn of the event loop becomes one
 * message, and a window that is slow to read finds one merged message instead of a long queue.
 */
import type { LiveMessage } from '../../../../shared/contract/events.contract.ts';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import type { PairingRequest } from '../../../../shared/schemas/pairing.ts';
import type { EventBus } from '../../events/event-bus.ts';

type Notice = Extract<LiveMessage, { kind: 'notice' }>;
type Pairing = Extract<LiveMessage, { kind: 'pairing' }>;

/** Notices that wait for a window that is slow to read; older ones stand in the activity trail. */
const KEPT_NOTICES = 10;
/** What every window shows of the shop, whatever file it looks at: who may call its API, and who hears. */
const SHOWN_BESIDE: ReadonlySet<string> = new Set(['token', 'webhook']);

export class LiveFeed {
  readonly #followers = new Set<Follower>();
  /** The newest seq of the log. */
  readonly #newestSeq: () => number;
  readonly #others = new Set<LiveFeed>();
  #pairing: Pairing = { kind: 'pairing', requests: [] };

  constructor(bus: EventBus, newestSeq: () => number) {
    this.#newestSeq = newestSeq;
    bus.subscribe('*', ({ seq, type, entity }) => {
      this.#noteChange(seq, type, entity);
      if (!SHOWN_BESIDE.has(entity)) return;
      for (const other of this.#others) other.#noteChange(other.#newestSeq(), type, entity);
    });
  }

  /** How many windows listen. */
  get followers(): number {
    return this.#followers.size;
  }

  /** Tells how far an import is. Only the newest news of each import is kept for a slow window. */
  importProgress(batch: ImportBatch): void {
    for (const follower of this.#followers) follower.noteImport(batch);
  }

  /** Tells the owner something, in every open window. */
  notice(level: Notice['level'], text: string): void {
    this.#tell({ kind: 'notice', level, text });
  }

  /** Tells which tools wait for the owner now; a window that opens later hears it too. */
  pairing(requests: PairingRequest[]): void {
    this.#tell({ kind: 'pairing', requests });
  }

  /** This feed's notices, pairing requests and connections go to the windows of another one as well. */
  alsoTell(other: LiveFeed): void {
    this.#others.add(other);
    if (this.#pairing.requests.length > 0) other.#tell(this.#pairing);
  }

  /** Ends {@link alsoTell}. */
  tellNoMore(other: LiveFeed): void {
    this.#others.delete(other);
  }

  #noteChange(seq: number, type: string, entity: string): void {
    for (const follower of this.#followers) follower.noteChange(seq, type, entity);
  }

  #tell(message: Notice | Pairing): void {
    if (message.kind === 'pairing') this.#pairing = message;
    for (const follower of this.#followers) follower.noteForOwner(message);
    for (const other of this.#others) other.#tell(message);
  }

  /**
   * Messages from now on, `ready` first. Ends with `return()`, or when the signal aborts.
   * @param signal of the call, so that a window that vanished is forgotten
   */
  follow(signal?: AbortSignal): AsyncIteratorObject<LiveMessage, undefined, void> {
    const follower = new Follower(this.#newestSeq(), () => this.#followers.delete(follower));
    this.#followers.add(follower);
    if (this.#pairing.requests.length > 0) follower.noteForOwner(this.#pairing);
    if (signal?.aborted) follower.end();
    else signal?.addEventListener('abort', () => follower.end(), { once: true });
    return follower;
  }
}

/** One window: what it has not read yet, merged. */
class Follower implements AsyncIteratorObject<LiveMessage, undefined, void> {
  readonly #onEnd: () => void;
  readonly #types = new Set<string>();
  readonly #entities = new Set<string>();
  readonly #imports = new Map<number, ImportBatch>();
  /** Only the newest state counts. */
  #pairing: Pairing | undefined;
  readonly #notices: Notice[] = [];
  #ready: number | undefined;
  #seq = 0;
  #waiting: ((result: IteratorResult<LiveMessage, undefined>) => void)[] = [];
  #handingOver = false;
  #ended = false;

  constructor(seq: number, onEnd: () => void) {
    this.#ready = seq;
    this.#onEnd = onEnd;
  }

  noteChange(seq: number, type: string, entity: string): void {
    this.#seq = seq;
    this.#types.add(type);
    this.#entities.add(entity);
    this.#handOverSoon();
  }

  noteForOwner(message: Notice | Pairing): void {
    if (message.kind === 'pairing') this.#pairing = message;
    else {
      this.#notices.push(message);
      this.#notices.splice(0, this.#notices.length - KEPT_NOTICES);
    }
    this.#handOverSoon();
  }

  noteImport(batch: ImportBatch): void {
    this.#imports.set(batch.id, batch);
    this.#handOverSoon();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
    for (const resolve of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<LiveMessage, undefined>> {
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#handOverSoon();
    });
  }

  return(): Promise<IteratorResult<LiveMessage, undefined>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }

  /** After the bus handed out everything of this turn, so that a batch makes one message. */
  #handOverSoon(): void {
    if (this.#handingOver || this.#waiting.length === 0) return;
    this.#handingOver = true;
    queueMicrotask(() => {
      this.#handingOver = false;
      while (this.#waiting.length > 0) {
        const message = this.#take();
        if (!message) return;
        this.#waiting.shift()?.({ done: false, value: message });
      }
    });
  }

  #take(): LiveMessage | undefined {
    if (this.#ready !== undefined) {
      const seq = this.#ready;
      this.#ready = undefined;
      return { kind: 'ready', seq };
    }
    if (this.#pairing) {
      const pairing = this.#pairing;
      this.#pairing = undefined;
      return pairing;
    }
    const notice = this.#notices.shift();
    if (notice) return notice;
    if (this.#types.size > 0) {
      const types = [...this.#types];
      const entities = [...this.#entities];
      this.#types.clear();
      this.#entities.clear();
      return { kind: 'changed', seq: this.#seq, types, entities };
    }
    for (const [id, batch] of this.#imports) {
      this.#imports.delete(id);
      return { kind: 'import', batch };
    }
    return undefined;
  }
}
