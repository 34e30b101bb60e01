/** A shop with its HTTP server on a free port, and ways to speak to it as a till or an attacker. */
import { existsSync, readdirSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { z } from 'zod';
import { OWNER } from '../../src/main/core/context.ts';
import { createHttpServer } from '../../src/main/http/http-server.ts';
import type { RateLimit } from '../../src/main/http/rate-limit.ts';
import { uploadFolder } from '../../src/main/http/upload-body.ts';
import type { TokenScope } from '../../src/shared/schemas/token.ts';
import { openTestCore } from './test-core.ts';

export type HttpShop = Awaited<ReturnType<typeof openHttpShop>>;

export interface Ask {
  method?: string;
  /** Sent beside the token; null leaves one out. */
  headers?: Record<string, string | null>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: string | Buffer;
}

export interface Heard {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed body. */
  json: unknown;
}

/** A problem as the server must send it; nothing else may be in it. */
export const problemShape = z.strictObject({
  type: z.string().regex(/^urn:tillwise:problem:[a-z-]+$/),
  title: z.string().min(3),
  status: z.number().int(),
  detail: z.string().min(10),
  errors: z.array(z.strictObject({ field: z.string(), reason: z.string() })),
  request_id: z.uuid(),
});

/** @param scopes of the token that `ask` sends */
export async function openHttpShop(
  options: Parameters<typeof openTestCore>[0] & {
    scopes?: TokenScope[];
    tokenLimit?: RateLimit;
    heartbeatMs?: number;
  } = {},
) {
  const shop = await openTestCore(options);
  const { token, details } = await shop.client.tokens.create({
    name: 'Till 1',
    scopes: options.scopes ?? ['read', 'write', 'import'],
  });
  const server = await createHttpServer({
    core: shop.core,
    version: '9.9.9',
    preferredPort: 0,
    log: shop.core.log,
    tokenLimit: options.tokenLimit,
    heartbeatMs: options.heartbeatMs,
  });

  /** One request on a line of its own, with any header, as `fetch` would not send it. */
  function ask(path: string, { method = 'GET', headers = {}, json, body }: Ask = {}) {
    const payload = json === undefined ? body : JSON.stringify(json);
    const sent: Record<string, string | null> = {
      authorization: `Bearer ${token}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    return new Promise<Heard>((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: server.port,
          path,
          method,
          agent: false,
          headers: Object.fromEntries(
            Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== null),
          ),
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () => {
            const text = Buffer.concat(pieces).toString();
            const isJson = response.headers['content-type']?.includes('json') ?? false;
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              json: isJson && text !== '' ? JSON.parse(text) : undefined,
            });
          });
        },
      );
      call.on('error', reject);
      call.end(payload);
    });
  }

  return {
    ...shop,
    server,
    token,
    tokenId: details.id,
    ask,
    /** As `ask`, on the contract's paths; the answer must have this status. */
    async call(status: number, method: string, path: string, json?: unknown) {
      const heard = await ask(`/api/v1${path}`, { method, json });
      if (heard.status !== status)
        throw new Error(`${method} ${path}: ${heard.status} ${heard.text}`);
      return heard;
    },
    /** A refusal: its shape is checked, and that its id is the header's. */
    async refused(path: string, options?: Ask) {
      const heard = await ask(path, options);
      const problem = problemShape.parse(heard.json);
      if (!heard.headers['content-type']?.startsWith('application/problem+json'))
        throw new Error(`not a problem: ${heard.headers['content-type']}`);
      if (problem.request_id !== heard.headers['x-request-id'] || problem.status !== heard.status)
        throw new Error('the problem does not agree with its header and status');
      return { ...problem, headers: heard.headers };
    },
    /** Sends bytes as they are and collects what comes back until the line closes. */
    raw(bytes: string | Buffer, { waitMs = 3_000 } = {}): Promise<string> {
      return new Promise((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port: server.port });
        const pieces: Buffer[] = [];
        const timer = setTimeout(() => socket.destroy(), waitMs);
        socket.on('data', (piece) => pieces.push(piece));
        socket.on('error', reject);
        socket.on('close', () => {
          clearTimeout(timer);
          resolve(Buffer.concat(pieces).toString());
        });
        socket.write(bytes);
      });
    },
    /** Files of uploads that are not done. */
    waitingUploads: () => {
      const folder = uploadFolder(shop.dataDir);
      return existsSync(folder) ? readdirSync(folder) : [];
    },
    newToken: (name: string, scopes: TokenScope[], expires_on?: string) =>
      shop.clientOf(OWNER, 'window').tokens.create({ name, scopes, expires_on }),
    async close() {
      await server.stop();
      await shop.close();
    },
  };
}
