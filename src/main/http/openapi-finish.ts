/** What the generator cannot know: tokens, the server's own refusals, uploads' query and examples. */
import type { OpenAPI } from '@orpc/contract';
import { OPERATION_EXAMPLES } from './openapi-examples.ts';
import { PROBLEM_TYPE } from './problem.ts';

export type OpenApiDocument = OpenAPI.Document;

const PROBLEM = { $ref: '#/components/schemas/Problem' };
const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** Refusals that any call can meet before the core sees it. */
const REFUSALS: Readonly<Record<string, string>> = {
  '401': 'No token, or one that does not count.',
  '403': 'The token lacks the scope, or a page in a browser asks.',
  '421': 'Asked under another name than 127.0.0.1 or localhost.',
  '500': 'A mistake of Tillwise. Nothing was changed.',
};
const BODY_REFUSALS: Readonly<Record<string, string>> = {
  '400': 'The body cannot be read.',
  '413': 'The body is too large.',
  '415': 'The body has another content type than this call takes.',
};
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  '404': 'There is no such record.',
  '409': 'This does not fit what is stored.',
  '422': 'Some fields need a change; `errors` names them.',
  '503': 'The data file cannot be used. Nothing was changed.',
};

/** Completes a generated document. */
export function finishOpenApi(document: OpenApiDocument): OpenApiDocument {
  document.security = [{ token: [] }];
  document.components = {
    ...document.components,
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description: 'A token that the owner created in Settings.',
      },
    },
  };
  const tags = new Set<string>();
  for (const item of Object.values(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (!operation) continue;
      for (const tag of operation.tags ?? []) tags.add(tag);
      finishOperation(operation);
    }
  }
  document.tags = [...tags].map((name) => ({ name }));
  return document;
}

function finishOperation(operation: OpenAPI.OperationObject): void {
  const responses: OpenAPI.ResponsesObject = operation.responses ?? {};
  for (const [status, description] of Object.entries(DESCRIPTIONS)) {
    if (responses[status]) responses[status] = refusal(description);
  }
  const body = operation.requestBody;
  const content = body && 'content' in body ? body.content : undefined;
  for (const [status, description] of Object.entries({
    ...REFUSALS,
    ...(content ? BODY_REFUSALS : {}),
  }))
    responses[status] = refusal(description);
  operation.responses = responses;
  if (content?.['multipart/form-data']) {
    delete content['application/json'];
    operation.parameters = [...(operation.parameters ?? []), MODE_PARAMETER];
  }
  if (operation.operationId === 'data.uploadTemplate') addCsv(responses);
  const example = OPERATION_EXAMPLES[operation.operationId ?? ''];
  const json = content?.['application/json'];
  if (json && example !== undefined) json.example = example;
}

const MODE_PARAMETER: OpenAPI.ParameterObject = {
  name: 'mode',
  in: 'query',
  description: 'strict imports nothing when any row is bad. May also stand in the form.',
  schema: { type: 'string', enum: ['good_rows', 'strict'], default: 'good_rows' },
};

function addCsv(responses: OpenAPI.ResponsesObject): void {
  const ok = responses['200'];
  if (ok && 'content' in ok && ok.content) ok.content['text/csv'] = { schema: { type: 'string' } };
}

function refusal(description: string): OpenAPI.ResponseObject {
  return { description, content: { [PROBLEM_TYPE]: { schema: PROBLEM } } };
}
