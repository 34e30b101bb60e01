import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { joinPages, pagesInView, refillPage, type SlimPage } from './refill-page.ts';

/** Rows fetched at a time. */
export const PAGE_ROWS = 100;

/** Pages that stay when the list is back at its top. */
const KEPT_PAGES = 3;

/** A page as the contract's lists answer it. */
interface Page<Row> {
  headers: {
    'x-next-cursor'?: string | undefined;
    'x-total-count': string;
    'x-total-more'?: string | undefined;
  };
  body: Row[];
}

export interface List<Row> {
  rows: readonly Row[];
  /** All rows that match, loaded or not; undefined until known. */
  total: number | undefined;
  /** More than `total` match: they were not counted to the end. */
  more: boolean;
  error: unknown;
  loading: boolean;
  retry: () => void;
  /** Fetches the next page, when there is one and none is on its way. */
  loadMore: () => void;
  /** Tells which rows are in view, by their index. */
  onSeen: (first: number, last: number) => void;
  /** Lets go of what was scrolled through, once the list is back at its top. */
  atTop: () => void;
}

/**
 * A long list, fetched page by page as it is scrolled. A change fetches the first page and those in
 * view again, however many are held; another one when it comes into view.
 * @param queryKey From `orpc.….key`, so that the live stream refreshes it.
 * @param slim Keeps of a row what the list shows, so that thousands of rows stay small.
 */
export function useList<Wire, Row extends { id: string | number }>(
  queryKey: QueryKey,
  load: (cursor: string | undefined) => Promise<Page<Wire>>,
  slim: (row: Wire) => Row,
): List<Row> {
  const queryClient = useQueryClient();
  const seen = useRef<readonly [number, number]>([0, 0]);
  const loadSlim = async (cursor: string | undefined): Promise<SlimPage<Row>> => {
    const { headers, body } = await load(cursor);
    return {
      rows: body.map(slim),
      next: headers['x-next-cursor'],
      total: Number(headers['x-total-count']),
      more: headers['x-total-more'] === 'true',
    };
  };
  const query = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam }): Promise<SlimPage<Row>> => {
      const held = queryClient.getQueryData<InfiniteData<SlimPage<Row>>>(queryKey);
      const index = held?.pageParams.indexOf(pageParam) ?? -1;
      const page = held?.pages[index];
      if (!held || !page) return loadSlim(pageParam);
      if (index > 0 && !pagesInView(held.pages, seen.current).includes(index))
        return { ...page, stale: true };
      return refillPage(loadSlim, pageParam, page, held.pages[index + 1]);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => joinPages(pages ?? []), [pages]);
  return {
    rows,
    total: pages?.[0]?.total,
    more: pages?.[0]?.more ?? false,
    error: query.error,
    loading: query.isPending,
    retry: () => void query.refetch(),
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    onSeen: (first, last) => {
      seen.current = [first, last];
      if (!pages || query.isFetching) return;
      if (pagesInView(pages, seen.current).some((index) => pages[index]?.stale))
        void query.refetch();
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
