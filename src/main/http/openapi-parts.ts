/** What the OpenAPI document says beside the calls: tags, headers, parameters, and files of each export. */
import type { OpenAPI } from '@orpc/contract';

/** By tag: what its calls are about. */
export const TAGS: Readonly<Record<string, string>> = {
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

/** By call: the start of its file. */
export const CSV_EXAMPLES: Readonly<Record<string, string>> = {
  'export.sales': 'record,date,time,ticket,…\r\n1,2026-05-05,10:59,1042,…\r\n',
  'export.products':
    'sku,barcode,name,category,price,cost\r\nFW-1,,Flat white,Coffee,3.20,0.85\r\n',
  'export.customers':
    'id,name,email,phone,address,notes,birthday\r\nCUST001,Ana Silva,ana@example.com,,,,\r\n',
  'export.expenses':
    'date,description,amount,category,supplier,tender,record\r\n2026-05-05,Milk,12.50,Ingredients,,card,1\r\n',
};

/** Headers and parameters that several calls take. */
export const PARAMETERS: Record<string, OpenAPI.ParameterObject> = {
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

/** Headers of answers. */
export const HEADERS: Record<string, OpenAPI.HeaderObject> = {
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
