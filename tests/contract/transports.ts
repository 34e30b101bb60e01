/** The three ways to the same core: in the process, over a MessagePort, over HTTP. */
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { contract } from '../../src/shared/contract/contract.ts';
import { openHttpShop, problemShape } from '../support/http-shop.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

export type ShopClient = TestCore['client'];

export interface Line {
  client: ShopClient;
  shop: TestCore;
  close(): Promise<void>;
}

const TOKEN: Parameters<ShopClient['tokens']['create']>[0] = {
  name: 'Till 1',
  scopes: ['read', 'write', 'import', 'admin'],
};
const TILL = { kind: 'token', name: 'Till 1' } as const;

/** What HTTP says of a call with that token. */
const asToken = (tokenId: number) => ({ actor: TILL, source: 'api', tokenId }) as const;

/** Codes of the contract's errors; a problem tells the status only. */
const CODES: Readonly<Record<number, string>> = {
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  422: 'UNPROCESSABLE_CONTENT',
  503: 'SERVICE_UNAVAILABLE',
};

/** The client reads JSON under its plain name only. */
function readableProblem(response: Response): Response {
  if (response.headers.get('content-type') !== 'application/problem+json') return response;
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  return new Response(response.body, { status: response.status, headers });
}

export const TRANSPORTS: Readonly<Record<string, () => Promise<Line>>> = {
  'in the process': async () => {
    const shop = await openTestCore();
    // So that the trail is the same as where a token is needed.
    const { details } = await shop.client.tokens.create(TOKEN);
    const client = createRouterClient(shop.core.router, { context: asToken(details.id) });
    return { shop, client, close: () => shop.close() };
  },

  'over a MessagePort': async () => {
    const shop = await openTestCore();
    const { details } = await shop.client.tokens.create(TOKEN);
    const { port1, port2 } = new MessageChannel();
    new RPCHandler(shop.core.router).upgrade(port1, { context: asToken(details.id) });
    const client: ShopClient = createORPCClient(new RPCLink({ port: port2 }));
    port1.start();
    port2.start();
    return {
      shop,
      client,
      async close() {
        port2.close();
        await shop.close();
      },
    };
  },

  'over HTTP': async () => {
    const shop = await openHttpShop({ scopes: TOKEN.scopes });
    const client: ShopClient = createORPCClient(
      new OpenAPILink(contract, {
        url: `${shop.server.baseUrl}/api/v1`,
        headers: { authorization: `Bearer ${shop.token}` },
        fetch: async (request, init) => readableProblem(await fetch(request, init)),
        customErrorResponseBodyDecoder: (body) => {
          const { status, detail, errors } = problemShape.parse(body);
          const code = CODES[status] ?? `STATUS_${status}`;
          return new ORPCError(code, { status, message: detail, data: { errors }, defined: true });
        },
      }),
    );
    return { shop, client, close: () => shop.close() };
  },
};
