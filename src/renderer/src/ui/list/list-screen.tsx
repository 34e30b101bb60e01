import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormats } from '../format/use-formats.ts';
import { LoadProblem } from '../load-problem.tsx';
import { Loading } from '../loading.tsx';
import { Page } from '../page.tsx';
import { Spoken } from '../spoken.tsx';
import { type Column, DataList } from './data-list.tsx';
import { NOTHING_MATCHES, NothingMatches } from './nothing-matches.tsx';
import type { List } from './use-list.ts';

interface ListScreenProps<Row extends { id: string | number }, Sort extends string> {
  title: string;
  /** What the rows are, as in "1 sale" and "2 sales". */
  words: [one: string, many: string];
  list: List<Row>;
  actions?: ReactNode;
  /** Search and filters. */
  tools: ReactNode;
  /** Whether search or filters narrow the list. */
  narrowed: boolean;
  /** Shown when there is nothing at all. */
  empty: ReactNode;
  columns: ReadonlyArray<Column<Row, Sort>>;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** The row whose drawer is open. */
  openId: string | number | null;
  onOpen: (id: Row['id']) => void;
  onRemove: (row: Row) => void;
  /** What was asked for: another search or sort begins at the top. */
  input: object;
}

/** The same function each time, so that lists know their rows again. */
const idOf = <Id extends string | number>({ id }: { id: Id }): Id => id;

/** A screen around one list: heading, tools, how many, and the rows filling what is left. */
export function ListScreen<Row extends { id: string | number }, Sort extends string>(
  props: ListScreenProps<Row, Sort>,
) {
  const { title, words, list, actions, tools, narrowed, empty } = props;
  const { number } = useFormats();
  const nothing = list.total === 0;
  const count =
    list.total === undefined
      ? ''
      : `${list.more ? 'More than ' : ''}${number.count(list.total)} ${words[list.total === 1 ? 0 : 1]}`;
  return (
    <Page title={title} actions={actions} fill>
      <Spoken text={nothing && narrowed ? NOTHING_MATCHES : count} />
      {!(nothing && !narrowed) && (
        <Group gap="xs" mb="sm">
          {tools}
          <Text size="sm" c="dimmed" ml="auto" data-testid="list-count">
            {count}
          </Text>
        </Group>
      )}
      {list.error && list.rows.length === 0 ? (
        <LoadProblem error={list.error} onRetry={list.retry} />
      ) : list.loading ? (
        <Loading />
      ) : nothing ? (
        narrowed ? (
          <NothingMatches />
        ) : (
          empty
        )
      ) : (
        <DataList
          label={title}
          columns={props.columns}
          rows={list.rows}
          total={list.total}
          keyOf={idOf}
          openKey={props.openId}
          sort={props.sort}
          onSort={props.onSort}
          onOpen={({ id }) => props.onOpen(id)}
          onRemove={props.onRemove}
          onNearEnd={list.loadMore}
          onTop={list.atTop}
          onSeen={list.onSeen}
          scrollKey={JSON.stringify(props.input)}
        />
      )}
    </Page>
  );
}
