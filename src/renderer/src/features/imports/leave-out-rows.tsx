import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { readRows, rowsText } from './row-ranges.ts';

interface LeaveOutRowsProps {
  rows: readonly number[];
  onChange: (rows: readonly number[]) => void;
}

/** Any rows of the file that the owner does not want, by their numbers. */
export function LeaveOutRows({ rows, onChange }: LeaveOutRowsProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? rows : readRows(typed);
  const problem = 'problem' in read ? read.problem : null;
  const settle = () => {
    if ('problem' in read) return;
    if (typed !== null) onChange(read);
    setTyped(null);
  };
  return (
    <TextInput
      size="xs"
      w={250}
      label="Leave out rows"
      placeholder="None; or such as 5, 12–20"
      value={typed ?? rowsText(rows)}
      error={problem}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}
