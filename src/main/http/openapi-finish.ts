/** What the generator cannot know: tokens, the server's own headers and refusals, uploads, examples. */
import type { OpenAPI } from '@orpc/contract';
import { OPERATION_EXAMPLES } from './openapi-examples.ts';
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

const TAGS: Readonly<Record<string, string>> = {
  Dashboard: 'Figures of a period, computed from everything that is stored.',
  'Quick entry': 'One product, one amount: the shortest way to a sale, a customer or an expense.',
  Sales: 'Tickets and refunds, one by one or in batches.',
  Customers: 'Who buys, under the id that the shop or the till gave.',
  Products: 'What is sold. A sale of an unknown name makes a product.',
  Expenses: 'What the shop pays.',
  'Expense rules': 'Which category an expense gets by what its description says.',
  Settings: 'How the shop is set up. Changed in the window only.',
  Events: 'Everything that happened, in its order: to read from a place on, or to follow live.',
  Data: 'Upload a CSV file in one call, and the templates for it.',
  'Watched folders': 'Folders of this computer whose new files are imported by themselves.',
  Mappings: 'How the owner reads the files of a till, kept under a name.',
  Imports: 'Past imports, their bad rows, and taking them back.',
  Export: 'Everything as CSV that imports again without loss.',
  Webhooks: 'Sends events to an address, signed after the Standard Webhooks specification.',
  Pairing: 'A tool asks for a token, and the owner answers in the window.',
};

const CSV_EXAMPLES: Readonly<Record<string, string>> = {
  'export.sales': 'record,date,time,ticket,…\r\n1,2026-05-05,10:59,1042,…\r\n',
  'export.products':
    'sku,barcode,name,category,price,cost\r\nFW-1,,Flat white,Coffee,3.20,0.85\r\n',
  'export.customers':
    'id,name,email,phone,address,notes,birthday\r\nCUST001,Ana Silva,ana@example.com,,,,\r\n',
  'export.expenses':
    'date,description,amount,category,supplier,tender,record\r\n2026-05-05,Milk,12.50,Ingredients,,card,1\r\n',
};

/** Calls that find a sale by its external id instead of making it twice. */
const ANSWERED_AGAIN: ReadonlySet<string> = new Set(['sales.create', 'sales.refund']);

const PARAMETERS: Record<string, OpenAPI.ParameterObject> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A new one for each new thing, the same one when it is sent again: then the first answer comes again and nothing is done twice. Kept for 48 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '0191f0c2-5b1e-7c7a-9a52-3f1f0f3b7c11',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of the record as you read it. 412 when it was changed since.',
    schema: { type: 'string' },
    example: '"3-Jx0pQk2mYzR1a9Bc"',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of what you have. 304 without a body when it is still the same.',
    schema: { type: 'string' },
    example: '"Jx0pQk2mYzR1a9Bc"',
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The id of the last message that you have; an EventSource sends it by itself.',
    schema: { type: 'string', pattern: '^\\d{1,15}$' },
    example: '4711',
  },
  Mode: {
    name: 'mode',
    in: 'query',
    description: 'strict imports nothing when any row is bad. May also stand in the form.',
    schema: { type: 'string', enum: ['good_rows', 'strict'], default: 'good_rows' },
  },
  Mapping: {
    name: 'mapping',
    in: 'query',
    description:
      'The name of a saved mapping. auto takes the one that is kept for this header, or guesses. May also stand in the form.',
    schema: { type: 'string', maxLength: 200, default: 'auto' },
  },
  AlreadyThere: {
    name: 'already_there',
    in: 'query',
    description: 'Records that are stored already: left out, or stored once more.',
    schema: { type: 'string', enum: ['skip', 'add'], default: 'skip' },
  },
  DryRun: {
    name: 'dry_run',
    in: 'query',
    description: 'true stores nothing and answers with what an import would do.',
    schema: { type: 'boolean', default: false },
  },
};

const HEADERS: Record<string, OpenAPI.HeaderObject> = {
  'X-Request-Id': {
    description: 'The id of this request, also in the log and in the activity trail.',
    schema: { type: 'string', format: 'uuid' },
  },
  RateLimit: {
    description: 'Requests left, after draft-ietf-httpapi-ratelimit-headers.',
    schema: { type: 'string' },
    example: '"token";r=5999;t=1',
  },
  ETag: {
    description: 'Names this content; of a record it begins with its version.',
    schema: { type: 'string' },
    example: '"3-Jx0pQk2mYzR1a9Bc"',
  },
  'Idempotent-Replayed': {
    description: 'true when this is the answer to an earlier call with the same Idempotency-Key.',
    schema: { type: 'string', enum: ['true'] },
  },
};

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
