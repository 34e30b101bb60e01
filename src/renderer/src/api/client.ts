/** The typed client of the contract, and its query and mutation options for TanStack Query. */
import { createORPCClient, DynamicLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../../shared/contract/contract.ts';
import { connectedLink } from './connection.ts';

/** Calls the core directly, as in `await client.sales.restore({ id })`. */
export const client: ContractRouterClient<Contract> = createORPCClient(
  new DynamicLink(() => connectedLink()),
);

/** As in `useQuery(orpc.sales.list.queryOptions({ input }))`; `orpc.sales.key()` names them all. */
export const orpc = createTanstackQueryUtils(client);
