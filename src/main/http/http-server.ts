/**
 * The local API over HTTP. It listens on 127.0.0.1 and nowhere else: not on the network, and not on
 * ::1 either, because two sockets can end up with two owners. Another program could hold the same
 * port on the other address and receive tokens meant for us; every address we hand out is numeric.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Core } from '../core/core.ts';
import { errorDetails, type Log } from '../core/log.ts';
import { removeDiscovery, writeDiscovery } from './discovery-file.ts';
import { MAX_HEADERS } from './guard.ts';
import { createOpenApiText } from './openapi-document.ts';
import { PORTS_TRIED } from './ports.ts';
import type { RateLimit } from './rate-limit.ts';
import { createRequestHandler } from './request-handler.ts';
import { refuseTunnel, refuseUnreadable } from './unreadable.ts';
import { clearUploads } from './upload-body.ts';

const LOOPBACK = '127.0.0.1';

/** All in ms. A till on the same computer needs none of them; who holds lines open does. */
const HEADERS_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 75_000;
/** Also for uploads, which have an idle limit of their own: the last net. */
const REQUEST_TIMEOUT_MS = 3_600_000;
const TIMEOUT_CHECK_MS = 2_000;
/** Requests under way may end within this, in ms, when the server stops. */
const STOP_GRACE_MS = 5_000;

const MAX_CONNECTIONS = 2_000;

export interface HttpServerOptions {
  core: Core;
  /** Of the application, shown by /health. */
  version: string;
  /** 0 takes any free port. */
  preferredPort: number;
  log: Log;
  /** Where each request is noted; the log without it. */
  requestLog?: Log | undefined;
  /** How often one token may ask, when other than usual. */
  tokenLimit?: RateLimit | undefined;
  /** How often a quiet event stream says that it stands, in ms, when other than usual. */
  heartbeatMs?: number | undefined;
}

export interface HttpServer {
  /** Such as http://127.0.0.1:8420. */
  readonly baseUrl: string;
  readonly port: number;
  /** Lets requests under way end, then closes every connection. */
  stop(): Promise<void>;
}

/**
 * Starts the server of a core; it listens when the promise resolves.
 * @throws Error with the code EADDRINUSE when none of the ports is free
 */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { core, version, preferredPort, log, requestLog = log } = options;
  await clearUploads(core.dataDir);

  let port = 0;
  const handler = createRequestHandler({
    core,
    version,
    log,
    requestLog,
    openApi: createOpenApiText(version),
    port: () => port,
    tokenLimit: options.tokenLimit,
    heartbeatMs: options.heartbeatMs,
  });
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    noDelay: true,
    // Refused by the guard, in words.
    requireHostHeader: false,
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = MAX_HEADERS;

  const answer = (request: IncomingMessage, response: ServerResponse, mayContinue?: () => void) => {
    response.once('finish', () => {
      // The last answer on this line: a server that stops waits for no further request.
      if (!server.listening) request.socket.destroySoon();
    });
    handler.handle(request, response, mayContinue).catch((error: unknown) => {
      log.error('an answer was not sent', errorDetails(error));
      response.destroy();
    });
  };
  server.on('request', (request, response) => answer(request, response));
  // Asked before sending a body: the answer may be no, and then nothing was sent in vain.
  server.on('checkContinue', (request, response) =>
    answer(request, response, () => response.writeContinue()),
  );
  // Another expectation than to be asked for the body is one that we need not meet.
  server.on('checkExpectation', (request, response) => answer(request, response));
  server.on('connect', (_request, socket) => refuseTunnel(socket, requestLog));
  server.on('clientError', (error, socket) => refuseUnreadable(error, socket, requestLog));

  port = await listen(server, preferredPort);
  const baseUrl = `http://${LOOPBACK}:${port}`;
  try {
    await writeDiscovery(core.dataDir, {
      base_url: baseUrl,
      pid: process.pid,
      version,
      started_at: new Date(core.clock()).toISOString(),
    });
  } catch (error) {
    await close(server);
    throw error;
  }
  log.info('the local API listens', { base_url: baseUrl });

  return {
    baseUrl,
    port,
    async stop() {
      const closed = close(server);
      handler.close();
      await removeDiscovery(core.dataDir, baseUrl);
      await closed;
      log.info('the local API stopped', { base_url: baseUrl });
    },
  };
}

async function listen(server: Server, preferredPort: number): Promise<number> {
  const last = preferredPort === 0 ? 0 : Math.min(preferredPort + PORTS_TRIED, 65_535);
  for (let port = preferredPort; ; port++) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port >= last) throw error;
    }
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
      else reject(new Error('the server has no port'));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
