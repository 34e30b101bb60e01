import { ORPCError } from '@orpc/client';
import { notifyManager, QueryClient } from '@tanstack/react-query';

// An answer is drawn in the turn it came in, not a timer later: a posted sale shows at once.
notifyManager.setScheduler(queueMicrotask);

/** Answers stay valid until the live stream says that something changed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // The core is on this computer: whether there is internet does not matter.
      networkMode: 'always',
      // What the core refused stays refused; a line that broke is worth another try.
      retry: (failures, error) => !(error instanceof ORPCError) && failures < 3,
      retryDelay: 200,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
