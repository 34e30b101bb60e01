import { Group, Loader, Pagination, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { useFormats } from '../../ui/format/use-formats.ts';

/** Rows drawn at once. */
const ROWS = 50;

/** Where rows come from that a check did not tell at once. */
export interface MoreRows<Row> {
  /** Of the file they are from. */
  uploadId: string;
  read: (offset: number, limit: number) => Promise<readonly Row[]>;
}

interface PagesProps<Row> {
  /** Those that are known already. */
  rows: readonly Row[];
  /** All there are. */
  total: number;
  label: string;
  more?: MoreRows<Row>;
  children: (shown: readonly Row[]) => ReactNode;
}

/** A long list page by page, so that the window stays quick however long it is. */
export function Pages<Row>({ rows, total, label, more, children }: PagesProps<Row>) {
  const { number } = useFormats();
  const [page, setPage] = useState(1);
  const reachable = more ? Math.max(total, rows.length) : rows.length;
  const pages = Math.max(1, Math.ceil(reachable / ROWS));
  const at = Math.min(page, pages);
  const offset = (at - 1) * ROWS;
  const isKnown = rows.length >= Math.min(offset + ROWS, reachable);
  const { data, error } = useQuery({
    queryKey: ['import findings', label, more?.uploadId, offset],
    queryFn: () => more?.read(offset, ROWS) ?? [],
    enabled: !isKnown,
    gcTime: 0,
  });
  const shown = isKnown ? rows.slice(offset, offset + ROWS) : data;
  return (
    <>
      {shown ? (
        children(shown)
      ) : (
        <Group justify="center" py="xl">
          {error ? (
            <Text size="sm" c="red" role="alert">
              {problemOf(error).message}
            </Text>
          ) : (
            <Loader type="dots" aria-label="Reading the rows" />
          )}
        </Group>
      )}
      {pages > 1 && (
        <Group justify="space-between" px="lg" py="sm">
          <Text size="xs" c="dimmed">
            {number.count(offset + 1)}–{number.count(Math.min(offset + ROWS, reachable))} of{' '}
            {number.count(reachable)}
          </Text>
          <Pagination
            size="sm"
            total={pages}
            value={at}
            onChange={setPage}
            getControlProps={(control) => ({
              'aria-label': `${control === 'next' ? 'Next' : 'Previous'} page of ${label}`,
            })}
            getItemProps={(item) => ({ 'aria-label': `Page ${item} of ${label}` })}
          />
        </Group>
      )}
    </>
  );
}
