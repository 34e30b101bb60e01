/** Follows the core's live stream, and fetches again what a change touched. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { LiveMessage } from '../../../shared/contract/events.contract.ts';
import { client, orpc } from './client.ts';
import { noteImportProgress } from './import-progress.ts';

/** How long to rest before following again when the stream ended while the line is open. */
const REST_MS = 300;

/** The figures first: they are what somebody looks at. How they are defined never changes. */
const figures: readonly QueryKey[] = [orpc.dashboard.report.key(), orpc.dashboard.span.key()];
const trail: readonly QueryKey[] = [orpc.events.list.key(), orpc.workspace.key()];

/** What to fetch again when rows of an entity changed. An entity that is not here touches all. */
const touchedBy: Readonly<Record<string, readonly QueryKey[]>> = {
  sale: [
    ...figures,
    orpc.sales.key(),
    orpc.customers.key(),
    orpc.products.key(),
    orpc.entry.key(),
    ...trail,
  ],
  expense: [...figures, orpc.expenses.key(), orpc.entry.key(), ...trail],
  customer: [...figures, orpc.customers.key(), orpc.sales.key(), orpc.entry.key(), ...trail],
  product: [...figures, orpc.products.key(), orpc.sales.key(), orpc.entry.key(), ...trail],
  token: [orpc.tokens.key(), ...trail],
  webhook: [orpc.webhooks.key(), ...trail],
  expense_rule: [...figures, orpc.expenseRules.key(), orpc.expenses.key(), ...trail],
  watch_folder: [orpc.watchFolders.key(), ...trail],
  mapping: [orpc.mappings.key(), orpc.watchFolders.key(), ...trail],
  pairing: trail,
};

/** What Tillwise has to say by itself, such as that a webhook was given up. */
type Notice = Extract<LiveMessage, { kind: 'notice' }>;

/** Runs for as long as the page lives; survives a lost line. */
export async function followChanges(
  queryClient: QueryClient,
  onNotice: (notice: Notice) => void,
): Promise<never> {
  const refresh = refresher(queryClient);
  const apply = (message: LiveMessage) => {
    switch (message.kind) {
      case 'ready':
        // Whatever was fetched before the stream stood may have missed a change.
        refresh(['everything']);
        break;
      case 'changed':
        refresh(message.entities);
        break;
      case 'import':
        noteImportProgress(message.batch);
        break;
      case 'pairing':
        queryClient.setQueryData(orpc.pairing.list.queryKey(), message.requests);
        break;
      case 'notice':
        onNotice(message);
        break;
    }
  };
  for (;;) {
    try {
      for await (const message of await client.events.live()) apply(message);
    } catch {
      // The line broke. The next call waits for a new one, and its `ready` fetches what was missed.
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}

/**
 * Gathers changes and fetches again: at once for the first, and for those that come meanwhile one
 * round per frame, so that a busy till never queues up rounds.
 */
function refresher(queryClient: QueryClient): (entities: readonly string[]) => void {
  const pending = new Set<string>();
  let running = false;
  const run = async () => {
    running = true;
    while (pending.size > 0) {
      const entities = [...pending];
      pending.clear();
      await fetchAgain(queryClient, entities);
      await nextFrame();
    }
    running = false;
  };
  return (entities) => {
    for (const entity of entities) pending.add(entity);
    if (!running) void run();
  };
}

async function fetchAgain(queryClient: QueryClient, entities: readonly string[]): Promise<void> {
  const keys = new Map<string, QueryKey>();
  for (const entity of entities) {
    const touched = touchedBy[entity];
    if (!touched) {
      await queryClient.invalidateQueries({
        predicate: (query) => query.state.data !== undefined || query.state.error !== null,
      });
      return;
    }
    for (const key of touched) keys.set(JSON.stringify(key), key);
  }
  await Promise.all(
    [...keys.values()].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );
}

/** Resolves with the next frame, or soon when the window is hidden and draws none. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
