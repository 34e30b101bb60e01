import { Checkbox, Select, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImportMapping, ImportPreview } from '../../../../shared/schemas/import.ts';
import { valuesOf } from './mapping-values.ts';
import { WayRow, WayRows } from './way-row.tsx';

type Rule = ImportMapping['skip'][number];

interface RowsToSkipProps {
  preview: ImportPreview;
  mapping: ImportMapping;
  onChange: (skip: Rule[]) => void;
}

/** A tag cannot be empty, and a star says little. */
const WORDS: Readonly<Record<string, string>> = { '': '(empty)', '*': '(anything)' };
const shownWord = (word: string) => WORDS[word] ?? word;
const meantWord = (tag: string) =>
  Object.entries(WORDS).find(([, shown]) => shown === tag)?.[0] ?? tag;

/** Rows that are no sales or expenses: subtotals, drafts, orders that were called off. */
export function RowsToSkip({ preview, mapping, onChange }: RowsToSkipProps) {
  const { skip } = mapping;
  const [draft, setDraft] = useState<string | null | undefined>(undefined);
  const replace = (index: number, rule: Rule | undefined) =>
    onChange(skip.flatMap((one, at) => (at !== index ? [one] : rule ? [rule] : [])));
  const columns = [...new Set(preview.headers)].filter((header) => header !== '');
  const tagsOf = (column: string) => [
    ...valuesOf(preview, column).slice(0, 30),
    ...Object.values(WORDS),
  ];
  return (
    <WayRows
      title="Rows to leave out"
      help="Such as subtotals or orders that were called off. “Total*” is everything that begins so."
      add="Leave more rows out"
      onAdd={draft === undefined ? () => setDraft(null) : undefined}
    >
      {skip.map((rule, index) => (
        <WayRow
          // Rules have no other name; two may be of one column.
          key={`${rule.column} ${index.toString()}`}
          remove={`Read rows whose ${rule.column} is ${rule.is.map(shownWord).join(', ')} again`}
          onRemove={() => replace(index, undefined)}
        >
          <Text size="sm">
            where <b>{rule.column}</b> is
          </Text>
          <TagsInput
            size="xs"
            miw={200}
            aria-label={`Values of ${rule.column} to leave out`}
            data={tagsOf(rule.column)}
            value={rule.is.map(shownWord)}
            onChange={(tags) =>
              replace(index, tags.length === 0 ? undefined : { ...rule, is: tags.map(meantWord) })
            }
          />
          {mapping.columns.ticket !== undefined && (
            <Checkbox
              size="xs"
              label="and the rows of its ticket that follow"
              checked={rule.whole_ticket}
              onChange={(event) =>
                replace(index, { ...rule, whole_ticket: event.currentTarget.checked })
              }
            />
          )}
        </WayRow>
      ))}
      {draft !== undefined && (
        <WayRow remove="Leave no more rows out" onRemove={() => setDraft(undefined)}>
          <Text size="sm">where</Text>
          <Select
            size="xs"
            w={200}
            aria-label="Column that says which rows"
            placeholder="Choose the column"
            searchable
            data={columns}
            value={draft}
            onChange={setDraft}
          />
          {draft !== null && (
            <>
              <Text size="sm">is</Text>
              <TagsInput
                size="xs"
                miw={200}
                aria-label={`Values of ${draft} to leave out`}
                placeholder="Choose or type"
                data={tagsOf(draft)}
                value={[]}
                onChange={(tags) => {
                  onChange([
                    ...skip,
                    {
                      column: draft,
                      is: tags.map(meantWord),
                      because: `You leave rows out by their ${draft}.`,
                      whole_ticket: false,
                    },
                  ]);
                  setDraft(undefined);
                }}
              />
            </>
          )}
        </WayRow>
      )}
    </WayRows>
  );
}
