/** A till that never gives up: it sends a sale again until it has an answer, as a till must. */
import { z } from 'zod';

const answered = z.object({ id: z.number().int(), note: z.string() });
const batchAnswered = z.object({
  results: z.array(z.object({ status: z.number(), id: z.number().int() })),
});

/** How the till makes sure that a sale sent again is the same sale. */
type Identity = 'external id' | 'key' | 'both';
const IDENTITIES: readonly Identity[] = ['external id', 'key', 'both'];

export interface TillCounts {
  /** Sales that were answered, by their note. */
  readonly acknowledged: Map<string, number>;
  /** Requests that got no answer. */
  lost: number;
  /** Answers that said: this is stored already. */
  repeated: number;
  /** Of those, for a sale whose first answer was lost: killed between commit and answer. */
  rescued: number;
}

const PAUSE_MS = 25;
const REQUEST_TIMEOUT_MS = 10_000;

export class RetryingTill {
  readonly #name: string;
  readonly #url: () => string;
  readonly #token: string;
  readonly #counts: TillCounts;
  #next = 1;

  /** @param url of the server as it is now; it may move */
  constructor(name: string, url: () => string, token: string, counts: TillCounts) {
    this.#name = name;
    this.#url = url;
    this.#token = token;
    this.#counts = counts;
  }

  /** Sells until told to stop; the last sale is answered too. @throws Error for a refused sale */
  async sellUntil(stopped: () => boolean): Promise<void> {
    while (!stopped()) await this.#sellOne();
  }

  async #sellOne(): Promise<void> {
    const number = this.#next++;
    const note = `${this.#name} sale ${number}`;
    const identity = IDENTITIES[number % IDENTITIES.length] ?? 'both';
    const body = JSON.stringify(ticketOf(note, number, identity !== 'key'));
    const key = identity === 'external id' ? undefined : note;
    const send = async () => answered.parse(await this.#untilAnswered('/sales', body, key));
    // Now and then twice at once, or again after the answer, as a till with a shaky line does.
    const answers = number % 17 === 0 ? await Promise.all([send(), send()]) : [await send()];
    if (number % 11 === 0) answers.push(await send());
    const ids = new Set(answers.map(({ id }) => id));
    if (ids.size !== 1 || answers.some((answer) => answer.note !== note))
      throw new Error(`${note} was answered as ${JSON.stringify(answers)}`);
    for (const id of ids) this.#counts.acknowledged.set(note, id);
  }

  /** Sends what was kept while the till was alone, more than one transaction of it. */
  async drainUntil(stopped: () => boolean, kept: number): Promise<void> {
    while (!stopped()) {
      const batch = this.#next++;
      const notes = Array.from({ length: kept }, (_, sale) => `${this.#name} ${batch}/${sale}`);
      const sales = notes.map((note, sale) => ticketOf(note, sale, sale % 2 === 0));
      const body = JSON.stringify({ sales });
      const answer = await this.#untilAnswered('/sales/batch', body, `${this.#name} ${batch}`);
      const { results } = batchAnswered.parse(answer);
      if (results.length !== kept) throw new Error(`${results.length} answers for ${kept} sales`);
      for (const [sale, { status, id }] of results.entries()) {
        const note = notes[sale];
        if (note === undefined || status > 201) throw new Error(`sale ${sale} got ${status}`);
        this.#counts.acknowledged.set(note, id);
      }
    }
  }

  async #untilAnswered(path: string, body: string, key: string | undefined): Promise<unknown> {
    const headers = {
      Authorization: `Bearer ${this.#token}`,
      'Content-Type': 'application/json',
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    };
    for (let tries = 0; ; tries++) {
      let response: Response;
      let text: string;
      try {
        response = await fetch(`${this.#url()}/api/v1${path}`, {
          method: 'POST',
          headers,
          body,
          signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
        text = await response.text();
      } catch {
        this.#counts.lost++;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        continue;
      }
      if (response.status !== 200 && response.status !== 201)
        throw new Error(`refused with ${response.status}: ${text}`);
      if (response.headers.get('idempotent-replayed') === 'true' || response.status === 200) {
        this.#counts.repeated++;
        if (tries > 0) this.#counts.rescued++;
      }
      return JSON.parse(text);
    }
  }
}

function ticketOf(note: string, number: number, named: boolean) {
  return {
    note,
    customer_id: number % 2 === 0 ? `C${number % 5}` : null,
    tender: 'card',
    lines: Array.from({ length: 1 + (number % 3) }, (_, line) => ({
      product_name: `Product ${(number + line) % 7}`,
      amount: 60 + line,
      cost: 0.4,
    })),
    ...(named ? { external_id: note } : {}),
  };
}
