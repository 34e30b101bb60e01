/** Sends messages as server-sent events to readers that may be slow, gone, or no longer allowed. */
import type { ServerResponse } from 'node:http';
import { getEventMeta } from '@orpc/server';
import { Refusal } from './problem.ts';

/** A quiet line says in this time, in ms, that it still stands. */
const HEARTBEAT_MS = 15_000;
/** A reader that lost its line waits so long, in ms, before it connects again. */
const RETRY_MS = 2_000;
const MAX_STREAMS = 1_000;
/** Messages of which the text is kept. */
const KEPT_TEXTS = 64;

export interface StreamReader {
  headers: Readonly<Record<string, string>>;
  /** The id that the reader goes on from when it loses the line before the first message. */
  startId: string;
  /** False when its token no longer counts. */
  mayRead(): boolean;
}

interface OpenStream {
  reader: StreamReader;
  end(): unknown;
}

export class EventStreams {
  readonly #open = new Set<OpenStream>();
  /** What was sent last, by its id: a thousand readers are sent the same. */
  readonly #texts = new Map<string, string>();
  readonly #heartbeatMs: number;

  constructor(heartbeatMs = HEARTBEAT_MS) {
    this.#heartbeatMs = heartbeatMs;
  }

  /** How many readers there are. */
  get size(): number {
    return this.#open.size;
  }

  /** @throws Refusal 503 when there are too many readers already */
  checkRoom(): void {
    if (this.#open.size >= MAX_STREAMS)
      throw new Refusal(503, `${MAX_STREAMS} event streams are open. Close some of them first.`, {
        'Retry-After': '30',
      });
  }

  /**
   * Sends until the messages end, the reader leaves or may read no more. The next message is fetched
   * only when the line took the one before.
   */
  async send(
    response: ServerResponse,
    messages: AsyncIterator<unknown>,
    reader: StreamReader,
  ): Promise<void> {
    const stream: OpenStream = {
      reader,
      // Who does not take what was sent does not hear the end either, and goes on from its place later.
      end: () => (response.writableNeedDrain ? response.destroy() : response.end()),
    };
    this.#open.add(stream);
    const heartbeat = setInterval(() => {
      if (!reader.mayRead()) stream.end();
      // Bytes still waiting say that the reader is slow, not that the line is quiet.
      else if (!response.writableEnded && response.writableLength === 0)
        response.write(': still here\n\n');
    }, this.#heartbeatMs);
    try {
      response.writeHead(200, {
        ...reader.headers,
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      });
      response.write(`retry: ${RETRY_MS}\nid: ${reader.startId}\n\n`);
      while (!response.writableEnded && !response.destroyed) {
        const { done, value } = await messages.next();
        if (done || response.writableEnded || response.destroyed) break;
        if (!response.write(this.#textOf(value))) await drained(response);
      }
    } finally {
      clearInterval(heartbeat);
      this.#open.delete(stream);
      response.end();
      await messages.return?.();
    }
  }

  /** What is sent from now on is written anew: something changed that it may tell of. */
  forgetTexts(): void {
    this.#texts.clear();
  }

  #textOf(message: unknown): string {
    const id = getEventMeta(message)?.id;
    const known = id === undefined ? undefined : this.#texts.get(id);
    if (known !== undefined) return known;
    const text = `id: ${id ?? ''}\ndata: ${JSON.stringify(message)}\n\n`;
    if (this.#texts.size >= KEPT_TEXTS) this.#texts.clear();
    if (id !== undefined) this.#texts.set(id, text);
    return text;
  }

  /** Ends the streams of readers who may read no more. */
  checkReaders(): void {
    for (const { reader, end } of this.#open) if (!reader.mayRead()) end();
  }

  endAll(): void {
    for (const { end } of this.#open) end();
  }
}

/** Resolves when the line takes more, or is gone. */
export function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
    if (response.destroyed) done();
  });
}
