/** Every refusal of the server and of the core, as the OpenAPI document shows it. */
import type { OpenAPI } from '@orpc/contract';
import { DEFECT_IN_WORDS } from '../core/errors.ts';
import { PROBLEM_TYPE, Refusal, toProblem } from './problem.ts';

interface Shown {
  /** Of the response in the document. */
  name: string;
  description: string;
  detail: string;
  field?: string;
}

/** By status: when it comes, and an example. */
const REFUSALS: Readonly<Record<string, Shown>> = {
  400: {
    name: 'Unreadable',
    description: 'The body or the Idempotency-Key cannot be read.',
    detail: 'The body is not valid JSON: Unexpected end of JSON input',
  },
  401: {
    name: 'TokenNeeded',
    description: 'No token, or one that does not count.',
    detail: 'This token is unknown, expired or revoked. Ask the owner for a new one.',
  },
  403: {
    name: 'NotAllowed',
    description: 'The token lacks the scope, or a page in a browser asks.',
    detail:
      'This token lacks the scope "write", which this call needs. The owner can create a token that has it.',
  },
  404: {
    name: 'NotFound',
    description: 'There is no such record.',
    detail: 'There is no sale with the id 999.',
    field: 'id',
  },
  409: {
    name: 'Conflict',
    description: 'This does not fit what is stored.',
    detail: 'There is a customer with the id CUST001 already.',
    field: 'id',
  },
  412: {
    name: 'ChangedMeanwhile',
    description: 'The record is not the one that If-Match names: somebody changed it.',
    detail: 'This was changed in the meantime. Read it again before you change it.',
  },
  413: {
    name: 'TooLarge',
    description: 'The body is too large.',
    detail: 'The body is larger than 5 MB. Send less in one call, or a file by upload.',
  },
  415: {
    name: 'WrongContentType',
    description: 'The body has another content type than this call takes.',
    detail: 'Send the body as JSON in UTF-8, with Content-Type: application/json.',
  },
  421: {
    name: 'WrongHost',
    description: 'Asked under another name than 127.0.0.1 or localhost.',
    detail:
      'This server answers only to http://127.0.0.1:8420. Use that address, not another name.',
  },
  422: {
    name: 'InvalidFields',
    description: 'Some fields need a change; `errors` names them.',
    detail: 'The amount must be above 0.',
    field: 'amount',
  },
  429: {
    name: 'TooManyRequests',
    description: 'Too many requests; Retry-After says how many seconds to wait.',
    detail: 'Too many requests: at most 3000 a second. Wait 1 second, then go on more slowly.',
  },
  500: {
    name: 'InternalError',
    description: 'A mistake of Tillwise. Nothing was changed.',
    detail: DEFECT_IN_WORDS,
  },
  503: {
    name: 'NotAvailable',
    description:
      'The data file cannot be used, or the disk is full. Nothing was changed, or of a batch what the detail says.',
    detail: 'The disk is full, so nothing was saved. Free some space and try again.',
  },
};

const EXAMPLE_REQUEST_ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

/** True for a status that the document describes. */
export function isRefusal(status: string): boolean {
  return REFUSALS[status] !== undefined;
}

/** Points to the description of a refusal. */
export function refusalReference(status: string): OpenAPI.ReferenceObject {
  return { $ref: `#/components/responses/${REFUSALS[status]?.name}` };
}

/** All of them, under their names. */
export function refusalResponses(): Record<string, OpenAPI.ResponseObject> {
  return Object.fromEntries(
    Object.entries(REFUSALS).map(([status, { name, description, detail, field }]) => {
      const refusal = new Refusal(Number(status), detail, {}, field);
      const response: OpenAPI.ResponseObject = {
        description,
        headers: {
          'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' },
          ...(status === '429' && {
            'Retry-After': {
              description: 'Seconds to wait.',
              schema: { type: 'integer' },
              example: 1,
            },
          }),
        },
        content: {
          [PROBLEM_TYPE]: {
            schema: { $ref: '#/components/schemas/Problem' },
            example: toProblem(refusal, EXAMPLE_REQUEST_ID),
          },
        },
      };
      return [name, response];
    }),
  );
}
