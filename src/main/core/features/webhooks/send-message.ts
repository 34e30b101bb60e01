/**
 * Hands one message to a receiver by HTTP. Addresses are checked where the connection is made: a name
 * that pointed to the internet a moment ago and to this computer now is refused all the same.
 */
import { lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-address.ts';

const TIMEOUT_MS = 15_000;
/** Of a refusing answer, in bytes. */
const KEPT_RESPONSE = 1_024;
/** A longer answer is cut off: nothing is made of it. */
const READ_RESPONSE = 65_536;
const IDLE_LINE_MS = 10_000;

export interface Message {
  url: string;
  /** Addresses of this computer and of the own network too; plain http to those only. */
  allowPrivate: boolean;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What became of a message. */
export interface Reply {
  /** HTTP status; null without an answer. */
  status: number | null;
  /** null when nothing was sent. */
  duration_ms: number | null;
  /** In words; null when it was taken. */
  error: string | null;
  /** The start of a refusing answer. */
  response: string | null;
  /** What a busy receiver asked for, in ms. */
  retryAfterMs: number | null;
}

export interface Sender {
  /** Never throws: what went wrong stands in the reply. */
  send(message: Message, signal: AbortSignal): Promise<Reply>;
  /** Closes idle lines. */
  close(): void;
}

export interface SenderOptions {
  /** Asks for the addresses of a name; the system's own when not given. */
  lookup?: typeof systemLookup;
  /** In ms, for everything up to the answer. */
  timeoutMs?: number;
}

class AddressRefused extends Error {}
/** A line that was kept open is no more: the receiver closed it before it read this message. */
class StaleLine extends Error {
  readonly code = 'ECONNRESET';
}

/** @throws AddressRefused unless this message may go to this address */
function checkAddress(address: string, { protocol }: URL, allowPrivate: boolean): void {
  if (isPrivateAddress(address)) {
    if (!allowPrivate)
      throw new AddressRefused(
        `The address leads to ${address}, on this computer or in the own network. The owner can allow that for this webhook.`,
      );
  } else if (protocol !== 'https:') {
    throw new AddressRefused('Plain http is used within the own network only. Use https.');
  }
}

/** A sender with lines of its own, kept open between messages. */
export function createSender(options: SenderOptions = {}): Sender {
  const { lookup = systemLookup, timeoutMs = TIMEOUT_MS } = options;
  // Lines that reach private addresses are kept apart, so that no other webhook takes one over.
  const lines = { keepAlive: true, timeout: IDLE_LINE_MS, maxSockets: 4 };
  const agents = new Map<string, HttpAgent | HttpsAgent>();
  const agentFor = (url: URL, allowPrivate: boolean) => {
    const key = `${url.protocol}${allowPrivate}`;
    const known = agents.get(key);
    if (known) return known;
    const agent = url.protocol === 'https:' ? new HttpsAgent(lines) : new HttpAgent(lines);
    agents.set(key, agent);
    return agent;
  };

  const checkedLookup =
    (url: URL, allowPrivate: boolean): LookupFunction =>
    (hostname, { family, hints, all }, callback) => {
      const wanted = { family, ...(hints === undefined ? {} : { hints }), all: true } as const;
      lookup(hostname, wanted, (error, addresses) => {
        if (error) {
          callback(error, []);
          return;
        }
        try {
          // All of them: which one is taken in the end is not ours to say.
          for (const { address } of addresses) checkAddress(address, url, allowPrivate);
        } catch (refused) {
          callback(refused instanceof Error ? refused : new Error(String(refused)), []);
          return;
        }
        const [first] = addresses;
        if (all || !first) callback(null, addresses);
        else callback(null, first.address, first.family);
      });
    };

  function post(message: Message, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const { allowPrivate, headers, body } = message;
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    // A literal address is never looked up.
    if (isIP(literal)) checkAddress(literal, url, allowPrivate);
    return new Promise((resolve, reject) => {
      const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const call = open(url, {
        method: 'POST',
        agent: agentFor(url, allowPrivate),
        lookup: checkedLookup(url, allowPrivate),
        signal,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      call.on('response', resolve);
      call.on('error', (error: NodeJS.ErrnoException) =>
        reject(call.reusedSocket && error.code === 'ECONNRESET' ? new StaleLine() : error),
      );
      call.end(body);
    });
  }

  return {
    async send(message, closing) {
      const started = performance.now();
      const passed = () => Math.round(performance.now() - started);
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const signal = AbortSignal.any([timeout, closing]);
        const hand = () => post(message, new URL(message.url), signal);
        const answer = await hand().catch((error: unknown) => {
          if (error instanceof StaleLine) return hand();
          throw error;
        });
        const status = answer.statusCode ?? 0;
        const duration_ms = passed();
        if (status >= 200 && status < 300) {
          void startOf(answer);
          return { status, duration_ms, error: null, response: null, retryAfterMs: null };
        }
        return {
          status,
          duration_ms,
          error: refusalInWords(status),
          response: await startOf(answer),
          retryAfterMs: retryAfter(answer.headers['retry-after']),
        };
      } catch (error) {
        const sent = !(error instanceof AddressRefused);
        return {
          status: null,
          duration_ms: sent ? passed() : null,
          error: timeout.aborted
            ? `There was no answer within ${timeoutMs / 1000} seconds.`
            : failureInWords(error),
          response: null,
          retryAfterMs: null,
        };
      }
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

/** Reads an answer so far that its line can be used again, and keeps the start of it. */
async function startOf(answer: IncomingMessage): Promise<string | null> {
  const kept: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of answer) {
      const bytes = Buffer.from(piece);
      if (size < KEPT_RESPONSE) kept.push(bytes.subarray(0, KEPT_RESPONSE - size));
      size += bytes.length;
      // Leaving the loop cuts the line.
      if (size > READ_RESPONSE) break;
    }
  } catch {
    // The status was heard; the rest of the answer is not needed.
  }
  // NUL is no text.
  return size === 0 ? null : Buffer.concat(kept).toString('utf8').replaceAll('\u0000', ' ');
}

/** Seconds, or a date. */
function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const until = Date.parse(header);
  return Number.isNaN(until) ? null : Math.max(0, until - Date.now());
}

function refusalInWords(status: number): string {
  if (status >= 300 && status < 400)
    return `The receiver sends on to another address (${status}). Enter that address.`;
  if (status === 410) return 'The receiver says that it is gone (410).';
  return `The receiver answered ${status}; 200 to 299 would be right.`;
}

function failureInWords(error: unknown): string {
  if (error instanceof AddressRefused) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The name in the address is not known, or there is no network (${code}).`;
    case 'ECONNREFUSED':
      return 'Nothing listens at the address (ECONNREFUSED).';
    case 'ABORT_ERR':
      return 'Tillwise was closed meanwhile.';
    default:
      return /CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code)
        ? `The certificate of the receiver is not accepted (${code}).`
        : `The connection failed (${code}).`;
  }
}
