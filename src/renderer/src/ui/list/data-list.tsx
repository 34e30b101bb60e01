import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import classes from './data-list.module.css';
import { useKeptFocus } from './use-kept-focus.ts';

/** Height of a row in pixels, as the style sheet sets it. */
const ROW_HEIGHT = 47;
/** How many rows before the end the next page is asked for. */
const AHEAD = 30;
const PAGE_STEP = 12;

export interface Column<Row, Sort extends string> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Share of the width, such as "30%" or "120px"; the rest is shared evenly. */
  width?: string;
  /** Figures stand at the end. */
  end?: boolean;
  /** Left out where the window is narrow. */
  wide?: boolean;
  sort?: { up: Sort; down: Sort; first: 'up' | 'down' };
}

interface DataListProps<Row, Sort extends string> {
  label: string;
  columns: ReadonlyArray<Column<Row, Sort>>;
  rows: readonly Row[];
  total: number | undefined;
  keyOf: (row: Row) => string | number;
  openKey: string | number | null;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onOpen: (row: Row) => void;
  onRemove?: (row: Row) => void;
  onNearEnd: () => void;
  onTop: () => void;
  onSeen: (first: number, last: number) => void;
  /** What the rows are of: another search or sort begins at the top. */
  scrollKey: string;
}

/**
 * A table of any length: only what is in view is drawn. Arrow keys, Page and Home/End move, Enter
 * opens, Delete takes out.
 */
export function DataList<Row extends object, Sort extends string>(props: DataListProps<Row, Sort>) {
  const {
    label,
    columns,
    rows,
    total,
    keyOf,
    openKey,
    sort,
    onSort,
    onOpen,
    onNearEnd,
    onTop,
    onSeen,
    scrollKey,
  } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  useEffect(() => {
    frame.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [scrollKey]);
  const drawn = virtual.getVirtualItems();
  const lastDrawn = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastDrawn >= rows.length - AHEAD) onNearEnd();
  }, [lastDrawn, rows.length, onNearEnd]);
  const firstDrawn = drawn[0]?.index ?? 0;
  useEffect(() => onSeen(firstDrawn, lastDrawn), [firstDrawn, lastDrawn, onSeen]);
  const isTop = drawn[0]?.index === 0;
  useEffect(() => {
    if (isTop) onTop();
  }, [isTop, onTop]);
  const above = drawn[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  const tabStop = Math.min(active, rows.length - 1);

  const focusRow = (index: number) => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    setActive(target);
    virtual.scrollToIndex(target);
    // The row may have to be drawn first.
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus(),
    );
  };
  const cellsOf = useMemo(() => keptCells(columns), [columns]);
  const keys = useMemo(() => rows.map(keyOf), [rows, keyOf]);
  const focus = useKeptFocus(keys, () => focusRow(active));
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const row = rows[active];
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE_STEP,
      PageUp: active - PAGE_STEP,
      Home: 0,
      End: rows.length - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) focusRow(target);
    else if (row && event.key === 'Enter') onOpen(row);
    else if (row && event.key === 'Delete' && props.onRemove) props.onRemove(row);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={frame} className={classes.frame} data-testid="list">
      <table
        className={classes.table}
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        onKeyDown={onKeyDown}
        onBlur={focus.left}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} />
          {drawn.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr
                key={keyOf(row)}
                className={classes.row}
                data-index={index}
                data-open={keyOf(row) === openKey || undefined}
                aria-rowindex={index + 2}
                tabIndex={index === tabStop ? 0 : -1}
                onFocus={() => {
                  setActive(index);
                  focus.has(keyOf(row));
                }}
                onClick={() => onOpen(row)}
              >
                {cellsOf(row)}
              </tr>
            );
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Cells once made stay the same: while the list is scrolled, React has only the new rows to draw. */
function keptCells<Row extends object, Sort extends string>(
  columns: ReadonlyArray<Column<Row, Sort>>,
): (row: Row) => ReactNode {
  const made = new WeakMap<Row, ReactNode>();
  return (row) => {
    let cells = made.get(row);
    if (cells === undefined) {
      cells = columns.map(({ key, cell, end, wide }) => (
        <td key={key} className={cellClass(end, wide)}>
          {cell(row)}
        </td>
      ));
      made.set(row, cells);
    }
    return cells;
  };
}

/** Stands for the rows out of view. One cell: spanning left-out columns would bring them back. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr className={classes.spacer}>
      <td style={{ height }} />
    </tr>
  );
}

interface HeaderProps<Row, Sort extends string> {
  column: Column<Row, Sort>;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

function Header<Row, Sort extends string>({ column, sort, onSort }: HeaderProps<Row, Sort>) {
  const { header, width, end, wide, sort: sorts } = column;
  const cell = { className: cellClass(end, wide), ...(width ? { style: { width } } : {}) };
  if (!sorts) {
    return (
      <th scope="col" {...cell}>
        {header}
      </th>
    );
  }
  const now = sort === sorts.up ? 'up' : sort === sorts.down ? 'down' : null;
  const next = now === null ? sorts[sorts.first] : now === 'up' ? sorts.down : sorts.up;
  const Arrow = now === 'up' ? IconArrowUp : IconArrowDown;
  return (
    <th
      scope="col"
      {...cell}
      aria-sort={now === null ? 'none' : now === 'up' ? 'ascending' : 'descending'}
    >
      <UnstyledButton
        className={classes.sort}
        data-on={now !== null || undefined}
        onClick={() => onSort(next)}
      >
        {header}
        {now !== null && <Arrow size={13} aria-hidden />}
      </UnstyledButton>
    </th>
  );
}

function cellClass(end: boolean | undefined, wide: boolean | undefined): string {
  return [end && classes.end, wide && classes.wide].filter(Boolean).join(' ');
}
