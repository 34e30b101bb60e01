/**
 * Sends events to their receivers: each receiver gets its events in the order of the log, one at a
 * time, from a place in the log that is stored. Nothing is queued, so nothing can be lost: an event
 * that is not taken holds up those after it until it is taken, or the receiver is turned off.
 */
import { errorDetails, type Log } from '../../log.ts';
import { DeliveryRun, type DeliveryRunParts } from './delivery-run.ts';
import { LONGEST_WAIT_MS } from './retry-plan.ts';
import type { Reply, Sender } from './send-message.ts';
import { createTurns } from './turns.ts';
import type { Attempt, WebhookEntity, WebhookPlace } from './webhook.entity.ts';
import { signedMessage } from './webhook-message.ts';

/** So many receivers are written to at once. */
const AT_ONCE = 4;
/** The longest time, in ms, until the clock is looked at again: it may have been turned. */
const LOOK_AGAIN_MS = 60_000;

export interface DispatcherParts extends Omit<DeliveryRunParts, 'sendOnce' | 'closing'> {
  sender: Sender;
  log: Log;
  /** Calls {@link WebhookDispatcher.wake} with the receivers that are active then. */
  wake(): void;
}

export class WebhookDispatcher {
  readonly #parts: DispatcherParts;
  readonly #closing = new AbortController();
  readonly #running = new Map<number, Promise<void>>();
  readonly #current = new Map<number, DeliveryRun>();
  /** Woken while running: looks once more before it ends. */
  readonly #again = new Set<number>();
  readonly #turn = createTurns(AT_ONCE);
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /**
   * Looks whether there is something to send. Costs next to nothing when there is not.
   * @param ids of the active receivers
   */
  wake(ids: readonly number[]): void {
    if (this.#closing.signal.aborted) return;
    clearTimeout(this.#timer);
    const waits: number[] = [];
    for (const id of ids) {
      if (this.#running.has(id)) {
        this.#again.add(id);
        this.#current.get(id)?.wake();
        continue;
      }
      const hook = this.#parts.repo.find(id);
      if (hook?.status !== 'active') continue;
      const wait = this.#waitOf(hook);
      if (wait === 0) this.#start(id);
      else waits.push(wait);
    }
    if (waits.length > 0) this.#lookAgainIn(Math.min(LOOK_AGAIN_MS, ...waits));
  }

  /** Ends what is being sent to a receiver that was changed, after the message under way. */
  interrupt(id: number): void {
    this.#current.get(id)?.interrupt();
  }

  /** How far a receiver is, also while that is not stored yet. */
  placeOf(hook: WebhookEntity): WebhookPlace {
    const run = this.#current.get(hook.id);
    return run && run.hook.version === hook.version ? run.hook : hook;
  }

  /** Ends what is being sent and stores how far every receiver is. */
  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await Promise.all(this.#running.values());
    this.#parts.sender.close();
  }

  /** Sends one message in its turn among the receivers; only its outcome is told. */
  sendOnce(hook: WebhookEntity, messageId: string, body: string): Promise<[Attempt, Reply]> {
    return this.#turn(async () => {
      const at = this.#parts.clock();
      const message = signedMessage(hook, messageId, body, at);
      const reply = await this.#parts.sender.send(message, this.#closing.signal);
      const { status, duration_ms, error, response } = reply;
      return [{ at, status, duration_ms, error, response }, reply];
    });
  }

  #lookAgainIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#parts.wake(), ms).unref();
  }

  #start(id: number): void {
    const running = this.#run(id)
      .catch((error: unknown) => {
        this.#parts.log.error('sending to a webhook failed', { id, ...errorDetails(error) });
        this.#again.delete(id);
        this.#lookAgainIn(LOOK_AGAIN_MS);
      })
      .finally(() => {
        this.#running.delete(id);
        this.#current.delete(id);
        if (this.#again.delete(id)) this.#parts.wake();
      });
    this.#running.set(id, running);
  }

  async #run(id: number): Promise<void> {
    const hook = this.#parts.repo.find(id);
    if (hook?.status !== 'active') return;
    const run = new DeliveryRun(
      {
        ...this.#parts,
        sendOnce: (...message) => this.sendOnce(...message),
        closing: this.#closing.signal,
      },
      hook,
    );
    this.#current.set(id, run);
    // Plans the next attempt once this run has ended.
    if (await run.send()) this.#again.add(id);
  }

  /** In ms; 0 when it may be sent to now. */
  #waitOf({ next_attempt_at }: WebhookEntity): number {
    if (next_attempt_at === null) return 0;
    const wait = next_attempt_at - this.#parts.clock();
    // The clock was turned back: no attempt was ever planned that far ahead.
    return wait > LONGEST_WAIT_MS ? 0 : Math.max(0, wait);
  }
}
