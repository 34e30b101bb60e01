/** One request from its first header to its answer; the order of the checks is the safety of it. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TokenScope } from '../../shared/schemas/token.ts';
import type { AnswerNotes } from '../core/context.ts';
import type { Core } from '../core/core.ts';
import { errorDetails, type Log } from '../core/log.ts';
import {
  announcesBody,
  bearerToken,
  checkContentType,
  checkHost,
  checkOrigin,
  unauthorized,
} from './guard.ts';
import { idempotencyKey, idempotencyOf, REPLAYED_HEADER } from './idempotency.ts';
import { checkAnnouncedLength, readJsonBody } from './json-body.ts';
import type { OpenApiText } from './openapi-document.ts';
import { type Operation, Operations } from './operations.ts';
import { isDefect, PROBLEM_TYPE, Refusal, toProblem } from './problem.ts';
import { API_PREFIX, healthPage, OPENAPI_PATH, rootPage } from './public-pages.ts';
import { type Answer, json, send } from './respond.ts';
import { prefersCsv, templateCsv } from './template-csv.ts';
import { readUpload } from './upload-body.ts';

export interface RequestHandlerOptions {
  core: Core;
  version: string;
  log: Log;
  openApi: OpenApiText;
  /** The port that the server listens on. */
  port: () => number;
}

/** Handles one request; `mayContinue` sends the "100 Continue" that a sender waits for. */
export type RequestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  mayContinue?: () => void,
) => Promise<void>;

/** What is known of a call while it runs, for the log. */
interface Trace {
  call?: string;
  token?: string;
}

/** What a call was given, beside its path. */
interface CallBody {
  fields: Record<string, unknown>;
  /** What tells this call from another under the same idempotency key. */
  fingerprinted: string;
  /** Deletes what waits on the disk. */
  discard?: () => Promise<void>;
}

/** The handler of one core. */
export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  const { core, version, log, openApi, port } = options;
  const operations = new Operations(core.router);

  return async function handle(request, response, mayContinue = () => {}) {
    const started = performance.now();
    const requestId = randomUUID();
    const trace: Trace = {};
    let answer: Answer;
    try {
      answer = await serve(request, requestId, trace, mayContinue);
    } catch (error) {
      if (isDefect(error))
        log.error('a request failed', { request_id: requestId, ...trace, ...errorDetails(error) });
      answer = problemAnswer(error, requestId);
    }
    send(request, response, answer, requestId);
    if (answer.status >= 400 || (request.method !== 'GET' && request.method !== 'HEAD')) {
      log.info('request', {
        request_id: requestId,
        method: request.method,
        ...trace,
        status: answer.status,
        ms: Math.round(performance.now() - started),
      });
    }
  };

  async function serve(
    request: IncomingMessage,
    requestId: string,
    trace: Trace,
    mayContinue: () => void,
  ): Promise<Answer> {
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
    const token = core.services.tokens.authenticate(
      bearerToken(request.headers.authorization),
      core.clock(),
    );
    if (!token)
      throw unauthorized('This token is unknown, expired or revoked. Ask the owner for a new one.');
    trace.token = token.name;
    if (!found) {
      const methods = await operations.methodsOf(callPath);
      throw methods.length === 0 ? unknownPath() : wrongMethod(methods);
    }
    const { operation, params } = found;
    trace.call = operation.name;
    if (!mayCall(token, operation)) throw missingScope(operation);

    const key = method === 'POST' ? idempotencyKey(request.headers['idempotency-key']) : undefined;
    const body = await bodyOf(request, operation, query, mayContinue);
    const idempotency = key
      ? idempotencyOf(key, method, request.url ?? path, body.fingerprinted)
      : undefined;
    const notes: AnswerNotes = {};
    try {
      const input = { ...body.fields, ...operation.fromText(Object.entries(params)) };
      const result = await operation.run(input, {
        actor: { kind: 'token', name: token.name },
        source: 'api',
        correlationId: requestId,
        tokenId: token.id,
        idempotency,
        ifMatch: request.headers['if-match'],
        notes,
      });
      if (notes.replayed) result.headers[REPLAYED_HEADER] = 'true';
      if (notes.existing) result.status = 200;
      return present(result, operation, request);
    } finally {
      await body.discard?.();
    }
  }

  function publicPage(path: string): (() => Answer | Promise<Answer>) | undefined {
    if (path === '/') return rootPage;
    if (path === '/health' || path === '/health/') return () => healthPage(core.database, version);
    if (path === OPENAPI_PATH) {
      return async () => ({
        status: 200,
        contentType: 'application/json',
        body: await openApi(`http://127.0.0.1:${port()}${API_PREFIX}`),
      });
    }
    return undefined;
  }

  /** The input apart from the path: the query for a call without a body, else the body. */
  async function bodyOf(
    request: IncomingMessage,
    operation: Operation,
    query: URLSearchParams,
    mayContinue: () => void,
  ): Promise<CallBody> {
    if (operation.bodyKind !== 'json') {
      const fields = operation.fromText(query);
      if (operation.bodyKind === 'none' || !announcesBody(request.headers))
        return { fields, fingerprinted: '' };
      mayContinue();
      const { fields: sent, digest, discard } = await readUpload(request, core.dataDir);
      const { mode } = { ...fields, ...sent };
      return {
        fields: { ...fields, ...sent },
        fingerprinted: JSON.stringify([digest, mode]),
        discard,
      };
    }
    if (!announcesBody(request.headers)) return { fields: {}, fingerprinted: '' };
    checkAnnouncedLength(request);
    mayContinue();
    const { fields, text } = await readJsonBody(request);
    return { fields, fingerprinted: text };
  }
}

/** A thrown value as an answer. */
function problemAnswer(error: unknown, requestId: string): Answer {
  const problem = toProblem(error, requestId);
  const headers = error instanceof Refusal ? error.headers : {};
  return { ...json(problem.status, problem, headers), contentType: PROBLEM_TYPE };
}

function present(
  result: Awaited<ReturnType<Operation['run']>>,
  operation: Operation,
  request: IncomingMessage,
): Answer {
  if (operation.name === 'data.uploadTemplate') {
    if (prefersCsv(request.headers.accept)) {
      return {
        status: 200,
        headers: { 'Content-Disposition': 'attachment; filename="template.csv"', Vary: 'Accept' },
        contentType: 'text/csv; charset=utf-8',
        body: templateCsv(result.body),
      };
    }
    return json(result.status, result.body, { Vary: 'Accept' });
  }
  return json(result.status, result.body, result.headers);
}

function addressOf(url: string | undefined): { path: string; query: URLSearchParams } {
  if (!url?.startsWith('/'))
    throw new Refusal(400, 'Ask for a path, such as /api/v1/sales, not for a whole address.');
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

function unknownPath(): Refusal {
  return new Refusal(404, `There is nothing at this path. ${OPENAPI_PATH} lists what there is.`);
}

function wrongMethod(methods: readonly string[]): Refusal {
  const allow = methods.join(', ');
  return new Refusal(405, `This path answers to ${allow}.`, { Allow: allow });
}

function options204(methods: readonly string[]): Answer {
  return { status: 204, headers: { Allow: methods.join(', ') } };
}

function mayCall(token: { scopes: readonly TokenScope[] }, { scope, basic }: Operation): boolean {
  return token.scopes.includes(scope) || (basic && token.scopes.includes('basic'));
}

function missingScope({ scope }: Operation): Refusal {
  return new Refusal(
    403,
    `This token lacks the scope "${scope}", which this call needs. The owner can create a token that has it.`,
    { 'WWW-Authenticate': `Bearer realm="Tillwise", error="insufficient_scope", scope="${scope}"` },
  );
}
