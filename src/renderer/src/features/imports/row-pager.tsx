import { ActionIcon, Group, NumberInput, Tooltip } from '@mantine/core';
import { IconChevronRight, IconChevronsLeft } from '@tabler/icons-react';
import { useState } from 'react';

interface RowPagerProps {
  /** Numbers of those shown now. */
  rows: readonly number[];
  /** The file has more behind them. */
  follow: boolean;
  fromRow: number | null;
  onFromRow: (row: number | null) => void;
}

/** Looks at any part of the file. */
export function RowPager({ rows, follow, fromRow, onFromRow }: RowPagerProps) {
  const [typed, setTyped] = useState<number | string>(fromRow ?? '');
  const go = () => {
    if (typeof typed === 'number' && typed !== fromRow) onFromRow(typed);
    else if (typed === '' && fromRow !== null) onFromRow(null);
  };
  const last = rows.at(-1);
  if (fromRow === null && !follow) return null;
  return (
    <Group gap={6} align="flex-end">
      <NumberInput
        size="xs"
        w={130}
        label="Show from row"
        placeholder="1"
        min={1}
        max={999_999_999}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        value={typed}
        onChange={setTyped}
        onBlur={go}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go();
        }}
      />
      <Tooltip label="The first rows">
        <ActionIcon
          size={30}
          variant="default"
          aria-label="Show the first rows"
          disabled={fromRow === null}
          onClick={() => onFromRow(null)}
        >
          <IconChevronsLeft size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="The next rows">
        <ActionIcon
          size={30}
          variant="default"
          aria-label="Show the next rows"
          disabled={!follow}
          onClick={() => onFromRow((last ?? 0) + 1)}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
