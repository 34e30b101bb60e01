import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadProblem } from './load-problem.tsx';
import { SideDrawer } from './side-drawer.tsx';

interface RecordDrawerProps<Row> {
  /** Of the record; null closes the drawer, "new" shows `create` where there is one. */
  id: string | number | null;
  /** Asks for the record while there is an id. */
  query: UseQueryResult<Row>;
  /** @param record is not there while it loads */
  title: (record: Row | undefined) => string;
  /** The form for a new one. */
  create?: ReactNode;
  onClose: () => void;
  children: (record: Row) => ReactNode;
}

/** One record beside its list: what it is, its change, its history. */
export function RecordDrawer<Row>(props: RecordDrawerProps<Row>) {
  const { id, query, title, create, onClose, children } = props;
  // A customer's own id may well be "new".
  const creating = id === 'new' && create !== undefined;
  const known = id !== null && !creating;
  const record = known ? query.data : undefined;
  return (
    <SideDrawer opened={id !== null} onClose={onClose} title={title(record)}>
      {creating ? (
        create
      ) : known && query.error ? (
        <LoadProblem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        record !== undefined && children(record)
      )}
    </SideDrawer>
  );
}
