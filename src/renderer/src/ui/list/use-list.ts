import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';

/** Rows fetched at a time. */
export const PAGE_ROWS = 100;

/** Pages that stay when the list is back at its top: a change fetches every page that is held. */
const KEPT_PAGES = 3;

/** A page as the contract's lists answer it. */
interface Page<Row> {
  headers: { 'x-next-cursor'?: string | undefined; 'x-total-count': string };
  body: Row[];
}

export interface List<Row> {
  rows: readonly Row[];
  /** All rows that match, loaded or not; undefined until known. */
  total: number | undefined;
  error: unknown;
  loading: boolean;
  retry: () => void;
  /** Fetches the next page, when there is one and none is on its way. */
  loadMore: () => void;
  /** Lets go of what was scrolled through, once the list is back at its top. */
  atTop: () => void;
}

interface SlimPage<Row> {
  rows: Row[];
  next: string | undefined;
  total: number;
}

/**
 * A long list, fetched page by page as it is scrolled.
 * @param queryKey From `orpc.….key`, so that the live stream refreshes it.
 * @param slim Keeps of a row what the list shows, so that thousands of rows stay small.
 */
export function useList<Wire, Row>(
  queryKey: QueryKey,
  load: (cursor: string | undefined) => Promise<Page<Wire>>,
  slim: (row: Wire) => Row,
): List<Row> {
  const queryClient = useQueryClient();
  const query = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam }): Promise<SlimPage<Row>> => {
      const { headers, body } = await load(pageParam);
      return {
        rows: body.map(slim),
        next: headers['x-next-cursor'],
        total: Number(headers['x-total-count']),
      };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => (pages ?? []).flatMap((page) => page.rows), [pages]);
  return {
    rows,
    total: pages?.at(-1)?.total,
    error: query.error,
    loading: query.isPending,
    retry: () => void query.refetch(),
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    atTop: () => {
      if (!pages || pages.length <= KEPT_PAGES || query.isFetching) return;
      queryClient.setQueryData<InfiniteData<SlimPage<Row>>>(
        queryKey,
        (held) =>
          held && {
            pages: held.pages.slice(0, KEPT_PAGES),
            pageParams: held.pageParams.slice(0, KEPT_PAGES),
          },
      );
    },
  };
}
