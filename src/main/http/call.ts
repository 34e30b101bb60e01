/** Runs one call of the contract for a request that passed the guard. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor, AnswerNotes } from '../core/context.ts';
import type { TokenEntity } from '../core/features/tokens/index.ts';
import type { RequestContext } from '../core/router-base.ts';
import { announcesBody, bearerIn } from './guard.ts';
import { idempotencyKey, idempotencyOf, REPLAYED_HEADER } from './idempotency.ts';
import { checkAnnouncedLength, readJsonBody } from './json-body.ts';
import { VALUES_LIMIT } from './json-shape.ts';
import { checkFields, checkParameters, isOldClient } from './known-names.ts';
import type { FoundOperation, Operation } from './operations.ts';
import {
  chosenFields,
  FIELDS_PARAMETER,
  linkWithFields,
  unlessKnown,
  versionOf,
  withFields,
  withTag,
} from './representation.ts';
import { type Answer, json, jsonInSteps } from './respond.ts';
import { prefersCsv, templateCsv } from './template-csv.ts';
import { readUpload } from './upload-body.ts';

/** Who calls without a token: a program on this computer, more is not known. */
const STRANGER: Actor = { kind: 'token', name: 'A tool without a token' };

/** A request that may be answered. */
export interface Call {
  request: IncomingMessage;
  method: string;
  query: URLSearchParams;
  found: FoundOperation;
  /** Absent for a call that needs none. */
  token?: TokenEntity;
  requestId: string;
  dataDir: string;
  /** Sends the "100 Continue" that a sender waits for. */
  mayContinue: () => void;
}

/** What a call was given, beside its path. */
interface CallBody {
  fields: Record<string, unknown>;
  /** Those of the fields that stood in the body. */
  sent: Record<string, unknown>;
  /** What tells this call from another under the same idempotency key. */
  fingerprinted: string;
  /** Deletes what waits on the disk. */
  discard?: () => Promise<void>;
}

/** @throws Refusal, or what the core throws */
export async function answerCall(call: Call): Promise<Answer> {
  const { request, method, query } = call;
  const { operation, params } = call.found;
  checkParameters(call);
  const chosen = chosenFields(query.get(FIELDS_PARAMETER), operation.recordFields);
  const key = method === 'POST' ? idempotencyKey(request.headers['idempotency-key']) : undefined;
  const body = await bodyOf(call);
  const notes: AnswerNotes = {};
  try {
    checkFields(call, body.sent);
    const input = { ...body.fields, ...operation.fromText(Object.entries(params)) };
    const result = await operation.run(input, {
      ...contextOf(call),
      idempotency: key
        ? idempotencyOf(key, method, request.url ?? '', body.fingerprinted)
        : undefined,
      ifMatch: request.headers['if-match'],
      notes,
    });
    if (notes.replayed) result.headers[REPLAYED_HEADER] = 'true';
    // Nothing was created.
    if (notes.existing) result.status = 200;
    return await present(result, operation, request, chosen);
  } finally {
    await body.discard?.();
  }
}

/** The messages of a call that goes on, until the line closes. */
export async function messagesOf(
  call: Call,
  response: ServerResponse,
  lastEventId: string,
): Promise<AsyncIterator<unknown>> {
  const { operation } = call.found;
  checkParameters(call);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const options = { signal: gone.signal, lastEventId };
  const { body } = await operation.run(operation.fromText(call.query), contextOf(call), options);
  if (isAsyncIterable(body)) return body[Symbol.asyncIterator]();
  throw new Error(`${operation.name} has no messages`);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function contextOf({ request, token, requestId }: Call): RequestContext {
  if (!token)
    return {
      actor: STRANGER,
      source: 'api',
      correlationId: requestId,
      bearer: bearerIn(request.headers.authorization),
    };
  return {
    actor: { kind: 'token', name: token.name },
    source: 'api',
    correlationId: requestId,
    tokenId: token.id,
  };
}

/** The input apart from the path: the query for a call without a body, else the body. */
async function bodyOf({
  request,
  query,
  found,
  token,
  dataDir,
  mayContinue,
}: Call): Promise<CallBody> {
  const { operation } = found;
  if (operation.bodyKind !== 'json') {
    const fields = operation.fromText(query);
    if (operation.bodyKind === 'none' || !announcesBody(request.headers))
      return { fields, sent: {}, fingerprinted: '' };
    mayContinue();
    const upload = await readUpload(request, dataDir, isOldClient(token, operation));
    const how = { ...fields, ...operation.fromText(Object.entries(upload.fields)) };
    return {
      fields: { ...how, file: upload.file },
      sent: upload.fields,
      fingerprinted: JSON.stringify([upload.digest, Object.entries(how).sort()]),
      discard: upload.discard,
    };
  }
  if (!announcesBody(request.headers)) return { fields: {}, sent: {}, fingerprinted: '' };
  checkAnnouncedLength(request);
  mayContinue();
  const { usual, batch } = VALUES_LIMIT;
  const { fields, text } = await readJsonBody(
    request,
    operation.name === 'sales.batch' ? batch : usual,
  );
  return { fields, sent: fields, fingerprinted: text };
}

async function present(
  result: Awaited<ReturnType<Operation['run']>>,
  operation: Operation,
  request: IncomingMessage,
  chosen: readonly string[] | undefined,
): Promise<Answer> {
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
  const { status, body, headers } = result;
  if (chosen && headers.link) headers.link = linkWithFields(headers.link, chosen);
  const answer = await jsonInSteps(status, body, headers, (part) =>
    chosen ? withFields(part, chosen) : part,
  );
  const version = versionOf(body);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  // A call without a token may answer with a secret, which nobody shall keep.
  if (operation.scope === 'open' || (!reads && version === undefined)) return answer;
  return unlessKnown(withTag(answer, version), reads ? request.headers : {});
}
