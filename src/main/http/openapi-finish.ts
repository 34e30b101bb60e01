/** What the generator cannot know: tokens, the server's own headers and refusals, uploads, examples. */
import type { OpenAPI } from '@orpc/contract';
import { OPERATION_EXAMPLES } from './openapi-examples.ts';
import { CSV_EXAMPLES, HEADERS, PARAMETERS, TAGS } from './openapi-parts.ts';
import { isRefusal, refusalReference, refusalResponses } from './openapi-refusals.ts';
import { sampleOf } from './openapi-sample.ts';
import type { RestCall } from './operations.ts';
import { FIELDS_PARAMETER } from './representation.ts';

export type OpenApiDocument = OpenAPI.Document;

const METHODS = ['get', 'post', 'put', 'delete'] as const;
type Method = (typeof METHODS)[number];

/** What any call with a token can meet before the core sees it. */
const ALWAYS = ['401', '403', '421', '429', '500'];
const WITH_BODY = ['400', '413', '415'];

/** Calls that find a sale by its external id instead of making it twice. */
const ANSWERED_AGAIN: ReadonlySet<string> = new Set(['sales.create', 'sales.refund']);

/** Completes a generated document. @param calls by operation id */
export function finishOpenApi(
  document: OpenApiDocument,
  calls: ReadonlyMap<string, RestCall>,
): OpenApiDocument {
  document.security = [{ token: [] }];
  document.components = {
    ...document.components,
    parameters: PARAMETERS,
    headers: HEADERS,
    responses: refusalResponses(),
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description:
          'A token that the owner created in Settings, or allowed when a tool asked to pair. Each scope stands for itself; `basic` opens the calls that name it and nothing else.',
      },
    },
  };
  const tags = new Set<string>();
  for (const item of Object.values(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (!operation) continue;
      for (const tag of operation.tags ?? []) tags.add(tag);
      finishOperation(document, method, operation, calls.get(operation.operationId ?? ''));
    }
  }
  document.tags = [...tags].map((name) => ({ name, description: TAGS[name] ?? name }));
  return document;
}

function finishOperation(
  document: OpenApiDocument,
  method: Method,
  operation: OpenAPI.OperationObject,
  call: RestCall | undefined,
): void {
  const body = operation.requestBody;
  const content = body && 'content' in body ? body.content : undefined;
  const upload = content?.['multipart/form-data'] !== undefined;
  if (upload) delete content['application/json'];
  if (call?.scope === 'open') operation.security = [];
  else if (call)
    operation.security = [{ token: [call.scope] }, ...(call.basic ? [{ token: ['basic'] }] : [])];

  const parameters = [...(operation.parameters ?? [])];
  for (const parameter of parameters) {
    // The generator's default for queries; ours take neither an empty value nor reserved characters.
    if ('name' in parameter) {
      delete parameter.allowEmptyValue;
      delete parameter.allowReserved;
    }
  }
  const add = (name: string) => parameters.push({ $ref: `#/components/parameters/${name}` });
  if (upload) {
    add('Mode');
    add('Mapping');
    add('AlreadyThere');
    add('DryRun');
  }
  if (method === 'post') add('IdempotencyKey');
  if (method === 'put' || method === 'delete') add('IfMatch');
  if (call?.streams) add('LastEventId');
  else if (method === 'get' && !call?.csv) add('IfNoneMatch');
  if (call?.recordFields) parameters.push(fieldsParameter(call.recordFields));
  operation.parameters = parameters;

  const { operationId = '' } = operation;
  if (ANSWERED_AGAIN.has(operationId)) {
    const created = operation.responses?.['201'];
    if (operation.responses && created && 'description' in created)
      operation.responses['200'] = {
        ...created,
        description: 'Stored before, under its external_id; this is that sale.',
      };
  }
  const batched = content?.['application/json']?.schema;
  if (operationId === 'sales.batch' && typeof batched === 'object' && 'properties' in batched) {
    const tickets = batched.properties?.sales;
    if (typeof tickets === 'object' && 'type' in tickets && tickets.type === 'array')
      tickets.items = { $ref: '#/components/schemas/SaleInput' };
  }
  finishResponses(document, method, operation, call, content !== undefined);
  if (call?.csv) onlyCsv(operationId, operation.responses ?? {});
  if (operation.operationId === 'data.uploadTemplate') addCsv(operation.responses ?? {});
  const json = content?.['application/json'];
  if (json)
    json.example =
      OPERATION_EXAMPLES[operation.operationId ?? ''] ??
      sampleOf(json.schema, document.components?.schemas ?? {});
  if (upload && content['multipart/form-data'])
    content['multipart/form-data'].example = {
      file: 'date,product_name,amount\n2026-05-05,Flat white,3.20\n',
    };
}

function finishResponses(
  document: OpenApiDocument,
  method: Method,
  operation: OpenAPI.OperationObject,
  call: RestCall | undefined,
  hasBody: boolean,
): void {
  const responses: OpenAPI.ResponsesObject = operation.responses ?? {};
  if (method === 'get' || method === 'post') delete responses['412'];
  if (method === 'get') delete responses['409'];
  for (const status of [...ALWAYS, ...(hasBody ? WITH_BODY : method === 'post' ? ['400'] : [])])
    responses[status] = refusalReference(status);
  for (const [status, response] of Object.entries(responses)) {
    if (isRefusal(status)) responses[status] = refusalReference(status);
    else if (response && !('$ref' in response)) finishAnswer(document, method, response, call);
  }
  if (method === 'get' && !call?.streams && !call?.csv)
    responses['304'] = { description: 'You have it already.' };
  operation.responses = responses;
}

function finishAnswer(
  document: OpenApiDocument,
  method: Method,
  response: OpenAPI.ResponseObject,
  call: RestCall | undefined,
): void {
  const { streams = false, csv = false } = call ?? {};
  const header = (name: string) => ({ [name]: { $ref: `#/components/headers/${name}` } });
  response.headers = {
    ...response.headers,
    ...header('X-Request-Id'),
    ...header('RateLimit'),
    ...(streams || csv || method === 'delete' ? {} : header('ETag')),
    ...(method === 'post' ? header('Idempotent-Replayed') : {}),
  };
  if (streams) {
    const entry = sampleOf(
      { $ref: '#/components/schemas/Event' },
      document.components?.schemas ?? {},
    );
    response.content = {
      'text/event-stream': {
        schema: { type: 'string', description: 'The data of each message is an Event.' },
        example: `id: 4711\ndata: ${JSON.stringify(entry)}\n\n`,
      },
    };
    return;
  }
  const json = response.content?.['application/json'];
  if (json) json.example = sampleOf(json.schema, document.components?.schemas ?? {});
}

function fieldsParameter(fields: ReadonlySet<string>): OpenAPI.ParameterObject {
  return {
    name: FIELDS_PARAMETER,
    in: 'query',
    description: `Only these fields, separated by commas: ${[...fields].join(', ')}.`,
    schema: { type: 'string' },
    example: [...fields].slice(0, 2).join(','),
  };
}

function onlyCsv(operationId: string, responses: OpenAPI.ResponsesObject): void {
  const ok = responses['200'];
  if (!ok || !('content' in ok)) return;
  const schema = { type: 'string' as const, description: 'The whole file.' };
  ok.content = { 'text/csv': { schema, example: CSV_EXAMPLES[operationId] } };
}

function addCsv(responses: OpenAPI.ResponsesObject): void {
  const ok = responses['200'];
  if (ok && 'content' in ok && ok.content)
    ok.content['text/csv'] = {
      schema: { type: 'string' },
      example: 'date,product_name,amount\r\n2026-05-05,Flat white,3.20\r\n',
    };
}
