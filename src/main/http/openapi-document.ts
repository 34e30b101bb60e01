/** Describes the REST surface in OpenAPI 3.1, generated from the contract so that it cannot lie. */
import { OpenAPIGenerator } from '@orpc/openapi';
import { traverseContractProcedures } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '../../shared/contract/contract.ts';
import { finishOpenApi, type OpenApiDocument } from './openapi-finish.ts';
import { commonSchemas } from './openapi-schemas.ts';
import { describeCall, isOnRest, type RestCall } from './operations.ts';
import { PREFERRED_PORT } from './ports.ts';

/** The document as JSON text, for the address that the server has. */
export type OpenApiText = (serverUrl: string) => Promise<string>;

/** Makes the text on first use, then keeps it. */
export function createOpenApiText(version: string): OpenApiText {
  let made: Promise<string> | undefined;
  return (serverUrl) => {
    made ??= openApiDocument(version, serverUrl).then((document) => JSON.stringify(document));
    return made;
  };
}

/** @param serverUrl with the prefix, such as http://127.0.0.1:8420/api/v1 */
async function openApiDocument(version: string, serverUrl: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Tillwise local API',
      version,
      description:
        'Sales, customers, expenses and figures of one shop, on the computer it runs on. Money is a JSON number in major units; dates are business dates.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl, description: 'This computer' }],
    filter: ({ contract: procedure }) => isOnRest(procedure['~orpc'].meta),
    commonSchemas,
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/Problem' }),
  });
  return finishOpenApi(document, restCalls());
}

function restCalls(): Map<string, RestCall> {
  const calls = new Map<string, RestCall>();
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    if (isOnRest(procedure['~orpc'].meta)) {
      const call = describeCall(procedure, path);
      calls.set(call.name, call);
    }
  });
  return calls;
}

/** The text of resources/openapi.json, which a test holds against the contract. */
export async function committedOpenApi(version: string): Promise<string> {
  const document = await openApiDocument(version, `http://127.0.0.1:${PREFERRED_PORT}/api/v1`);
  return `${JSON.stringify(document, null, 2)}\n`;
}
