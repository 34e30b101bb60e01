/** One request from its first header to its answer; the order of the checks is the safety of it. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { EventType } from '../../shared/events/catalogue.ts';
import type { TokenScope } from '../../shared/schemas/token.ts';
import type { Core } from '../core/core.ts';
import { errorDetails, type Log } from '../core/log.ts';
import { answerCall, type Call, messagesOf } from './call.ts';
import { beginCsv, type CsvFile, csvHeaders, sendCsv } from './csv-stream.ts';
import { DOCS_PATH, docsFile } from './docs-page.ts';
import { EventStreams } from './event-streams.ts';
import {
  bearerToken,
  checkContentType,
  checkHeaders,
  checkHost,
  checkOrigin,
  unauthorized,
} from './guard.ts';
import { KeptAnswers } from './kept-answers.ts';
import type { OpenApiText } from './openapi-document.ts';
import { type Operation, Operations } from './operations.ts';
import { isDefect, PROBLEM_TYPE, Refusal, toProblem } from './problem.ts';
import { API_PREFIX, healthPage, OPENAPI_PATH, rootPage } from './public-pages.ts';
import { type RateLimit, RateLimiter, STRANGER_LIMIT, TOKEN_LIMIT } from './rate-limit.ts';
import { unlessKnown } from './representation.ts';
import { type Answer, json, send } from './respond.ts';

export interface RequestHandlerOptions {
  core: Core;
  version: string;
  log: Log;
  /** Where each request is noted. */
  requestLog: Log;
  openApi: OpenApiText;
  /** The port that the server listens on. */
  port: () => number;
  /** How often one token may ask. */
  tokenLimit?: RateLimit | undefined;
  /** A quiet event stream says in this time, in ms, that it still stands. */
  heartbeatMs?: number | undefined;
}

export interface RequestHandler {
  /** Handles one request; `mayContinue` sends the "100 Continue" that a sender waits for. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    mayContinue?: () => void,
  ): Promise<void>;
  /** Ends what would go on for ever. */
  close(): void;
}

/** What is known of a call while it runs: for the log, and for every answer. */
interface Trace {
  requestId: string;
  call?: string;
  route?: string;
  token?: string;
  /** Set once the caller is known by its token. */
  limits?: Record<string, string>;
}

/** An answer that is sent at once, or messages that are sent as they come. */
type Reply =
  | Answer
  | { csv: CsvFile }
  | { messages: AsyncIterator<unknown>; startId: string; secret: string };

/** The handler of one core. */
export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  const { core, version, log, requestLog, openApi, port, tokenLimit = TOKEN_LIMIT } = options;
  const operations = new Operations(core.router);
  const tokenLimiter = new RateLimiter<number>('token', tokenLimit);
  const strangerLimiter = new RateLimiter<'all'>('no-token', STRANGER_LIMIT);
  const streams = new EventStreams(options.heartbeatMs);
  const dashboards = new KeptAnswers(() => core.kpis.answersAsOf(core.clock()));
  const unsubscribe = [
    core.bus.subscribe('*', () => streams.forgetTexts()),
    core.bus.subscribe(EventType.TOKEN_REVOKED, () => streams.checkReaders()),
  ];

  return {
    async handle(request, response, mayContinue = () => {}) {
      const started = performance.now();
      const trace: Trace = { requestId: randomUUID() };
      let reply: Reply;
      try {
        reply = await serve(request, response, trace, mayContinue);
      } catch (error) {
        reply = refusalOf(error, trace);
      }
      const status = 'status' in reply ? reply.status : 200;
      if ('csv' in reply) {
        await sendCsv(response, reply.csv, { 'X-Request-Id': trace.requestId, ...trace.limits })
          .catch((error: unknown) => noteBroken(error, trace))
          .finally(() => logRequest(request, trace, status, started));
        return;
      }
      if ('messages' in reply) {
        const { messages, startId, secret } = reply;
        logRequest(request, trace, status, started);
        await streams.send(response, messages, {
          headers: { 'X-Request-Id': trace.requestId, ...trace.limits },
          startId,
          mayRead: () => core.services.tokens.authenticate(secret, core.clock()) !== undefined,
        });
        return;
      }
      send(request, response, reply, { 'X-Request-Id': trace.requestId, ...trace.limits });
      logRequest(request, trace, status, started);
    },

    close() {
      for (const each of unsubscribe) each();
      streams.endAll();
    },
  };

  function noteBroken(error: unknown, { requestId, call, token }: Trace): void {
    log.error('a file broke off', { request_id: requestId, call, token, ...errorDetails(error) });
  }

  /** Names the call, never what was in it. */
  function logRequest(
    { method }: IncomingMessage,
    { requestId, call, route, token }: Trace,
    status: number,
    started: number,
  ): void {
    const ms = Math.round(performance.now() - started);
    requestLog.info('request', { request_id: requestId, method, route, call, token, status, ms });
  }

  function refusalOf(error: unknown, trace: Trace): Answer {
    let refusal = error;
    if (error instanceof Refusal && !trace.limits) {
      // Whoever has no token that counts may not try without end.
      try {
        strangerLimiter.take('all');
      } catch (tooMany) {
        refusal = tooMany;
      }
    }
    if (isDefect(refusal))
      log.error('a request failed', {
        request_id: trace.requestId,
        call: trace.call,
        token: trace.token,
        ...errorDetails(refusal),
      });
    const problem = toProblem(refusal, trace.requestId);
    const headers = refusal instanceof Refusal ? refusal.headers : waitHeader(problem.status);
    return { ...json(problem.status, problem, headers), contentType: PROBLEM_TYPE };
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    trace: Trace,
    mayContinue: () => void,
  ): Promise<Reply> {
    checkHeaders(request.rawHeaders);
    checkHost(request.headers.host, port());
    checkOrigin(request.headers);
    const method = request.method ?? 'GET';
    const { path, query } = addressOf(request.url);

    const page = publicPage(path);
    if (page) {
      if (method === 'OPTIONS') return options204(['GET', 'HEAD', 'OPTIONS']);
      if (method !== 'GET' && method !== 'HEAD') throw wrongMethod(['GET', 'HEAD', 'OPTIONS']);
      return page();
    }
    if (!path.startsWith(`${API_PREFIX}/`)) throw unknownPath();

    const callPath = path.slice(API_PREFIX.length);
    const found = await operations.find(method, callPath);
    checkContentType(request.headers, found?.operation.bodyKind ?? 'json');
    if (method === 'OPTIONS') {
      const methods = await operations.methodsOf(callPath);
      if (methods.length === 0) throw unknownPath();
      return options204(methods);
    }
    const { requestId } = trace;
    const { dataDir } = core;
    if (found?.operation.scope === 'open') {
      if (method === 'HEAD') throw wrongMethod(await operations.methodsOf(callPath));
      trace.call = found.operation.name;
      trace.route = found.operation.route;
      trace.limits = {};
      trace.limits = strangerLimiter.take('all');
      return answerCall({ request, method, query, found, requestId, dataDir, mayContinue });
    }
    const secret = bearerToken(request.headers.authorization);
    const token = core.services.tokens.authenticate(secret, core.clock());
    if (!token)
      throw unauthorized('This token is unknown, expired or revoked. Ask the owner for a new one.');
    trace.token = token.name;
    trace.limits = {};
    trace.limits = tokenLimiter.take(token.id);
    if (!found) {
      const methods = await operations.methodsOf(callPath);
      throw methods.length === 0 ? unknownPath() : wrongMethod(methods);
    }
    const { operation } = found;
    trace.call = operation.name;
    trace.route = operation.route;
    if (!mayCall(token.scopes, operation)) throw missingScope(operation);

    const call: Call = { request, method, query, found, token, requestId, dataDir, mayContinue };
    if (operation.name.startsWith('dashboard.')) {
      const answer = await dashboards.answer(request.url ?? '', () => answerCall(call));
      return unlessKnown(answer, request.headers);
    }
    if (operation.csv) {
      const name = csvName(operation.name, core.services.settings.businessDate(core.clock()));
      if (method === 'HEAD') return { status: 200, headers: csvHeaders(name) };
      return { csv: await beginCsv({ name, pieces: await messagesOf(call, response, '') }) };
    }
    if (!operation.streams) return answerCall(call);
    streams.checkRoom();
    if (method === 'HEAD') return { status: 200, headers: { 'Content-Type': 'text/event-stream' } };
    const startId =
      single(request.headers['last-event-id']) ?? query.get('after') ?? String(core.newestSeq());
    return { messages: await messagesOf(call, response, startId), startId, secret };
  }

  function publicPage(path: string): (() => Answer | Promise<Answer>) | undefined {
    if (path === '/') return rootPage;
    if (path === '/health' || path === '/health/') return () => healthPage(core.database, version);
    if (path === OPENAPI_PATH || path === `${OPENAPI_PATH}/`) {
      return async () => ({
        status: 200,
        contentType: 'application/json',
        body: await openApi(`http://127.0.0.1:${port()}${API_PREFIX}`),
      });
    }
    return docsFile(path);
  }
}

/** As in "tillwise-sales-2026-05-05.csv". */
function csvName(call: string, today: string): string {
  return `tillwise-${call.split('.').at(-1)}-${today}.csv`;
}

/** The core says that it is too early in words; programs read the header. In seconds. */
function waitHeader(status: number): Record<string, string> {
  return status === 429 ? { 'Retry-After': '60' } : {};
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function addressOf(url: string | undefined): { path: string; query: URLSearchParams } {
  if (!url?.startsWith('/'))
    throw new Refusal(400, 'Ask for a path, such as /api/v1/sales, not for a whole address.');
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

function unknownPath(): Refusal {
  return new Refusal(404, `There is nothing at this path. ${DOCS_PATH} lists what there is.`);
}

function wrongMethod(methods: readonly string[]): Refusal {
  const allow = methods.join(', ');
  return new Refusal(405, `This path answers to ${allow}.`, { Allow: allow });
}

function options204(methods: readonly string[]): Answer {
  return { status: 204, headers: { Allow: methods.join(', ') } };
}

function mayCall(scopes: readonly TokenScope[], { scope, basic }: Operation): boolean {
  return (scope !== 'open' && scopes.includes(scope)) || (basic && scopes.includes('basic'));
}

function missingScope({ scope }: Operation): Refusal {
  return new Refusal(
    403,
    `This token lacks the scope "${scope}", which this call needs. The owner can create a token that has it.`,
    { 'WWW-Authenticate': `Bearer realm="Tillwise", error="insufficient_scope", scope="${scope}"` },
  );
}
