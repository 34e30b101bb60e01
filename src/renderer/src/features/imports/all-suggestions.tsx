import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { MOST_CORRECTIONS, type SuggestedCell } from '../../../../shared/schemas/import-check.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { addSuggestions } from './check-file.ts';
import { type RowEdits, roomForMore } from './corrections.ts';

interface AllSuggestionsProps {
  uploadId: string;
  /** Cells of all bad rows, also those that are not shown, for which there is a suggestion. */
  count: number;
  /** Rows that are shown have some that are not taken. */
  isOpen: boolean;
  edits: RowEdits;
  /** Rows that were put right before the last check. */
  corrected: readonly number[];
}

/** Read at once. */
const PAGE = 5000;

/** Takes every suggestion that there is, whether its row is shown or not. */
export function AllSuggestions({ uploadId, count, isOpen, edits, corrected }: AllSuggestionsProps) {
  const { number } = useFormats();
  const [reading, setReading] = useState(false);
  /** Those that did not fit, once all were taken. */
  const [left, setLeft] = useState<number | null>(null);
  const takeAll = async () => {
    setReading(true);
    try {
      const cells: SuggestedCell[] = [];
      while (cells.length < count) {
        const { suggestions } = await client.imports.findings({
          upload_id: uploadId,
          part: 'suggestions',
          offset: cells.length,
          limit: PAGE,
        });
        if (suggestions.length === 0) break;
        cells.push(...suggestions);
      }
      const fitting = roomForMore(cells, edits, corrected, MOST_CORRECTIONS);
      addSuggestions(uploadId, fitting);
      setLeft(cells.length - fitting.length);
    } catch (problem) {
      showProblemToast(problem);
    } finally {
      setReading(false);
    }
  };
  if (left === 0 && !isOpen) return null;
  if (left !== null && left > 0)
    return (
      <Text size="xs" c="dimmed" role="status" maw={260}>
        {number.count(left)} suggestions are left over: {number.count(MOST_CORRECTIONS)} rows of a
        file can be put right at once. Import these, save the others, and import them then.
      </Text>
    );
  return (
    <Button variant="light" size="xs" loading={reading} onClick={() => void takeAll()}>
      Use all {number.count(count)} suggestions
    </Button>
  );
}
