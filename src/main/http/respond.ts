/** Sends an answer, and lets go of a request whose body nobody reads. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>> | undefined;
  contentType?: string | undefined;
  /** Absent for an answer without a body. */
  body?: string | undefined;
}

/** After an early answer: so long, in ms, and so many bytes are read before the line is cut. */
const LINGER_MS = 1_000;
const LINGER_BYTES = 4 * 1024 * 1024;

/** So many records of a list are written out before others have their turn: some ms. */
const WRITTEN_TOGETHER = 200;

/** An answer of JSON. */
export function json(
  status: number,
  value: unknown,
  headers?: Readonly<Record<string, string>>,
): Answer {
  return answerOf(status, JSON.stringify(value), headers);
}

/**
 * The same answer, of which a long list is written out in steps.
 * @param shown what is sent of a value, or of a part of a list
 */
export async function jsonInSteps(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>>,
  shown: (part: unknown) => unknown,
): Promise<Answer> {
  if (!Array.isArray(value) || value.length <= WRITTEN_TOGETHER)
    return json(status, shown(value), headers);
  const parts: string[] = [];
  for (let first = 0; first < value.length; first += WRITTEN_TOGETHER) {
    await nextTurn();
    parts.push(JSON.stringify(shown(value.slice(first, first + WRITTEN_TOGETHER))).slice(1, -1));
  }
  await nextTurn();
  return answerOf(status, `[${parts.join()}]`, headers);
}

function answerOf(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> | undefined,
): Answer {
  return { status, headers, contentType: 'application/json', body };
}

/** @param common headers that every answer has */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  common: Readonly<Record<string, string>>,
): void {
  if (response.destroyed || response.headersSent) return;
  const bytes = answer.body === undefined ? undefined : Buffer.from(answer.body);
  const headers: Record<string, string | number> = {
    ...common,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...answer.headers,
  };
  if (bytes) {
    headers['Content-Type'] = answer.contentType ?? 'application/json';
    headers['Content-Length'] = bytes.length;
  } else if (answer.status !== 204 && answer.status !== 304) headers['Content-Length'] = 0;
  if (!request.complete) lingerOn(request);
  response.writeHead(answer.status, headers);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/**
 * Cutting the line at once would destroy the answer before a sender that is still writing reads it;
 * reading all of it would be work for nothing. So: a moment, and no more than a little.
 */
function lingerOn(request: IncomingMessage): void {
  let size = 0;
  const cut = setTimeout(() => request.socket.destroy(), LINGER_MS);
  const done = () => clearTimeout(cut);
  request.once('end', done).once('close', done);
  request.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > LINGER_BYTES) request.pause();
  });
  request.resume();
}
