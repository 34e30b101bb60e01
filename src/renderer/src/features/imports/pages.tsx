import { Group, Pagination, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useFormats } from '../../ui/format/use-formats.ts';

/** Rows drawn at once. */
const ROWS = 50;

interface PagesProps<Row> {
  rows: readonly Row[];
  /** All there are; the check tells only the first of very many. */
  total: number;
  label: string;
  children: (shown: readonly Row[]) => ReactNode;
}

/** A long list page by page, so that the window stays quick however long it is. */
export function Pages<Row>({ rows, total, label, children }: PagesProps<Row>) {
  const { number } = useFormats();
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(rows.length / ROWS));
  const at = Math.min(page, pages);
  return (
    <>
      {children(rows.slice((at - 1) * ROWS, at * ROWS))}
      {(pages > 1 || total > rows.length) && (
        <Group justify="space-between" px="lg" py="sm">
          <Text size="xs" c="dimmed">
            {total > rows.length &&
              `The first ${number.count(rows.length)} of ${number.count(total)} are shown.`}
          </Text>
          {pages > 1 && (
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
          )}
        </Group>
      )}
    </>
  );
}
