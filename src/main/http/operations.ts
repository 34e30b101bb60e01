/** The calls that REST has, found by method and path. Calls of the window are not among them. */
import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard';
import {
  type AnyProcedure,
  type AnyRouter,
  createProcedureClient,
  traverseContractProcedures,
} from '@orpc/server';
import { z } from 'zod';
import { type KnownFields, knownFields } from '../../shared/schemas/known-fields.ts';
import { type TokenScope, tokenScope } from '../../shared/schemas/token.ts';
import type { RequestContext } from '../core/router-base.ts';
import type { BodyKind } from './guard.ts';
import { fromText, takesFile, textKinds } from './text-values.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Calls whose body is a record: it may be sent as it was shown. */
const TAKES_RECORD = new Set(['create', 'update']);

const restMeta = z.object({
  scope: tokenScope.or(z.literal('open')),
  basic: z.boolean().default(false),
  csv: z.boolean().default(false),
});

/** True for a call that tools may reach. */
export function isOnRest(meta: unknown): boolean {
  return restMeta.safeParse(meta).success;
}

const detailedOutput = z.object({
  status: z.number().int().optional(),
  headers: z.record(z.string(), z.string().optional()).default({}),
  body: z.unknown(),
});

interface OperationResult {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** What a call that goes on for a while is given. */
interface RunOptions {
  /** Aborted when nobody listens any more. */
  signal: AbortSignal;
  /** The last message that the caller had of a stream. */
  lastEventId: string;
}

/** What the contract says of a call that tools may reach. */
export interface RestCall {
  /** As in the contract: "sales.create". */
  name: string;
  /** As in the contract: "/sales/{id}". */
  route: string;
  /** `open` needs no token. */
  scope: TokenScope | 'open';
  /** A token of the scope `basic` may make it too. */
  basic: boolean;
  /** Answers with messages, one after the other. */
  streams: boolean;
  /** Answers with a CSV file. */
  csv: boolean;
  /** Names of the fields that a caller may choose from; undefined where there is no choice. */
  recordFields: ReadonlySet<string> | undefined;
}

/** One call of the contract, ready to run. */
export interface Operation extends RestCall {
  bodyKind: BodyKind;
  /** The fields that it takes; undefined for a call that takes none. */
  known: KnownFields | undefined;
  /** Text of query and path as the values that the call takes. */
  fromText(values: Iterable<[string, string]>): Record<string, unknown>;
  run(
    input: Record<string, unknown>,
    context: RequestContext,
    options?: RunOptions,
  ): Promise<OperationResult>;
}

export interface FoundOperation {
  operation: Operation;
  /** From the path, such as id. */
  params: Record<string, string>;
}

export class Operations {
  readonly #matcher = new StandardOpenAPIMatcher({
    filter: ({ contract }) => isOnRest(contract['~orpc'].meta),
  });
  readonly #known = new WeakMap<AnyProcedure, Operation>();
  /** Paths such as /sales/batch: that name is no id. */
  readonly #named = new Set<string>();

  constructor(router: AnyRouter) {
    this.#matcher.init(router);
    traverseContractProcedures({ router, path: [] }, ({ contract }) => {
      const { meta, route } = contract['~orpc'];
      if (route.path && isOnRest(meta)) this.#named.add(route.path);
    });
  }

  /** @param path below /api/v1, such as "/sales/12" or "/sales/12/" */
  async find(method: string, path: string): Promise<FoundOperation | undefined> {
    const clean = `/${path.slice(1, path.endsWith('/') ? -1 : undefined)}` as const;
    const match = await this.#matcher.match(method === 'HEAD' ? 'GET' : method, clean);
    if (!match || (match.params && this.#named.has(clean))) return undefined;
    let operation = this.#known.get(match.procedure);
    if (!operation) {
      operation = describe(match.procedure, match.path);
      this.#known.set(match.procedure, operation);
    }
    return { operation, params: match.params ?? {} };
  }

  /** The methods that a path answers to; empty for an unknown path. */
  async methodsOf(path: string): Promise<string[]> {
    const methods: string[] = [];
    for (const method of METHODS) {
      const found = await this.find(method, path);
      if (!found) continue;
      methods.push(method);
      // What a call without a token answers may come once, and HEAD would throw it away.
      if (method === 'GET' && found.operation.scope !== 'open') methods.push('HEAD');
    }
    return methods.length > 0 ? [...methods, 'OPTIONS'] : [];
  }
}

/** @param path of the call in the contract, such as ["sales", "create"] */
export function describeCall(call: AnyContractProcedure, path: readonly string[]): RestCall {
  const { route, meta, outputSchema } = call['~orpc'];
  const known = restMeta.parse(meta);
  return {
    name: path.join('.'),
    route: route.path ?? '/',
    ...known,
    streams: !known.csv && getEventIteratorSchemaDetails(outputSchema) !== undefined,
    recordFields: route.method === 'GET' ? recordFields(outputSchema) : undefined,
  };
}

function describe(procedure: AnyProcedure, path: readonly string[]): Operation {
  const { route, inputSchema, outputSchema } = procedure['~orpc'];
  const kinds = textKinds(inputSchema);
  const call = createProcedureClient(procedure, {
    path,
    context: (context: RequestContext) => context,
  });
  const status = route.successStatus ?? 200;
  return {
    ...describeCall(procedure, path),
    bodyKind: bodyKindOf(route.method, inputSchema),
    known: knownFields(inputSchema, TAKES_RECORD.has(path.at(-1) ?? '') ? outputSchema : undefined),
    fromText(values) {
      const input: Record<string, unknown> = {};
      for (const [name, text] of values) input[name] = fromText(text, kinds.get(name));
      return input;
    },
    async run(input, context, options) {
      const output: unknown = await call(input, { context, ...options });
      if (route.outputStructure !== 'detailed') return { status, headers: {}, body: output };
      const { status: own = status, headers, body } = detailedOutput.parse(output);
      return { status: own, headers: withoutGaps(headers), body };
    },
  };
}

/** The fields of the records in a list, or of the one record that a call answers with. */
function recordFields(outputSchema: unknown): ReadonlySet<string> | undefined {
  if (!(outputSchema instanceof z.ZodObject)) return undefined;
  const { body, version } = outputSchema.shape;
  const record = body instanceof z.ZodArray ? body.element : version ? outputSchema : undefined;
  return record instanceof z.ZodObject ? new Set(Object.keys(record.shape)) : undefined;
}

function bodyKindOf(method: string | undefined, inputSchema: unknown): BodyKind {
  if (method === 'GET' || method === 'DELETE') return 'none';
  return takesFile(inputSchema) ? 'file' : 'json';
}

function withoutGaps(headers: Record<string, string | undefined>): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) present[name] = value;
  }
  return present;
}
