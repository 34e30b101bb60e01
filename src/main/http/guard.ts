/**
 * Who may speak to the server at all. A page in a browser on this computer can reach 127.0.0.1 as
 * well as a till can; these checks tell the two apart before anything is read or looked up.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './problem.ts';

export const MAX_HEADERS = 100;

/** Of these a request has one. With two of them, two programs can mean two different requests. */
const STANDS_ONCE = new Map(
  ['Host', 'Origin', 'Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID'].map(
    (name) => [name.toLowerCase(), name],
  ),
);

/**
 * @param raw names and values in turn, as they were sent
 * @throws Refusal 431 for too many headers, 400 for one that stands twice
 */
export function checkHeaders(raw: readonly string[]): void {
  if (raw.length > 2 * MAX_HEADERS)
    throw new Refusal(431, `A request has at most ${MAX_HEADERS} headers. Send fewer.`);
  const seen = new Set<string>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = STANDS_ONCE.get(raw[index]?.toLowerCase() ?? '');
    if (name === undefined) continue;
    if (seen.has(name))
      throw new Refusal(400, `The header ${name} stands twice. Send it once.`, {}, name);
    seen.add(name);
  }
}

/**
 * @throws Refusal 421 unless the request was addressed to this server by a name of the loopback.
 * A rebound DNS name resolves to 127.0.0.1 but still names itself in Host. 400 without any name.
 */
export function checkHost(host: string | undefined, port: number): void {
  if (host === `127.0.0.1:${port}` || host?.toLowerCase() === `localhost:${port}`) return;
  if (host === undefined)
    throw new Refusal(
      400,
      `The request does not say whom it is for. Send the header Host: 127.0.0.1:${port}.`,
      {},
      'Host',
    );
  throw new Refusal(
    421,
    `This server answers only to http://127.0.0.1:${port}. Use that address, not another name.`,
    {},
    'Host',
  );
}

/** @throws Refusal 403 for a request that a page of another origin sent. */
export function checkOrigin(headers: IncomingHttpHeaders): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const sameOrigin = origin === undefined || origin === `http://${host}`;
  const sameSite = site === undefined || site === 'same-origin' || site === 'none';
  if (sameOrigin && sameSite) return;
  throw new Refusal(
    403,
    'Pages in a browser may not call this server. Call it from a program, without an Origin header.',
    {},
    'Origin',
  );
}

/** What a call takes as its body. */
export type BodyKind = 'none' | 'json' | 'file';

/** True when the request announces a body. */
export function announcesBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** @throws Refusal 415 for a body in another form than the call takes. */
export function checkContentType(headers: IncomingHttpHeaders, kind: BodyKind): void {
  if (!announcesBody(headers)) return;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const mediaType = type.trim();
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    throw new Refusal(
      415,
      'Send the body as it is: the only Transfer-Encoding is chunked.',
      {},
      'Transfer-Encoding',
    );
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new Refusal(
      415,
      'Send the body as it is, without a Content-Encoding.',
      {},
      'Content-Encoding',
    );
  if (kind === 'file') {
    if (mediaType === 'multipart/form-data') return;
    throw new Refusal(
      415,
      'Send the CSV as multipart/form-data in a field named "file", for example with curl -F file=@sales.csv.',
      { Accept: 'multipart/form-data' },
      'Content-Type',
    );
  }
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const utf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (mediaType === 'application/json' && utf8) return;
  throw new Refusal(
    415,
    'Send the body as JSON in UTF-8, with Content-Type: application/json.',
    { Accept: 'application/json' },
    'Content-Type',
  );
}

/** The token of `Authorization: Bearer …`, when there is one. */
export function bearerIn(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** The token of `Authorization: Bearer …`. @throws Refusal 401 when there is none */
export function bearerToken(authorization: string | undefined): string {
  const token = bearerIn(authorization);
  if (token) return token;
  throw unauthorized(
    'Send a token in the header "Authorization: Bearer tw_…". The owner creates one in Settings.',
  );
}

/** A refusal that asks for a token. */
export function unauthorized(detail: string): Refusal {
  return new Refusal(
    401,
    detail,
    { 'WWW-Authenticate': 'Bearer realm="Tillwise"' },
    'Authorization',
  );
}
