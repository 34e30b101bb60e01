import { SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type ImportMapping,
  type ImportPreview,
  importFields,
} from '../../../../shared/schemas/import.ts';
import { fieldName } from './field-names.ts';
import { WayRow, WayRows } from './way-row.tsx';

type Together = Pick<ImportMapping, 'joined_columns' | 'fallback_columns'>;
type How = keyof Together;

interface JoinedColumnsProps {
  preview: ImportPreview;
  mapping: ImportMapping;
  onChange: (columns: Partial<Together>) => void;
}

const HOW: readonly { value: How; label: string; words: string }[] = [
  { value: 'joined_columns', label: 'followed by', words: 'is followed by' },
  { value: 'fallback_columns', label: 'or, where empty,', words: 'is, where that is empty,' },
];

/** First and last name in two columns; a name, or else the number. */
export function JoinedColumns({ preview, mapping, onChange }: JoinedColumnsProps) {
  const [draft, setDraft] = useState<{ field: string | null; how: How } | null>(null);
  const rows = HOW.flatMap(({ value: how, words }) =>
    Object.entries(mapping[how]).flatMap(([field, columns]) =>
      columns.map((column) => ({ how, words, field, column })),
    ),
  );
  const without = (how: How, field: string, column: string) => {
    const { [field]: columns = [], ...others } = mapping[how];
    const left = columns.filter((one) => one !== column);
    onChange({ [how]: left.length === 0 ? others : { ...others, [field]: left } });
  };
  const fields = importFields[preview.kind].map((field) => ({
    value: field,
    label: fieldName(field),
  }));
  return (
    <WayRows
      title="Columns that go together"
      help="Such as a first and a last name, or a second column to look in where the first is empty."
      add="Add another column"
      onAdd={draft === null ? () => setDraft({ field: null, how: 'joined_columns' }) : undefined}
    >
      {rows.map(({ how, words, field, column }) => (
        <WayRow
          key={`${how} ${field} ${column}`}
          remove={`${fieldName(field)} without ${column}`}
          onRemove={() => without(how, field, column)}
        >
          <Text size="sm">
            <b>{fieldName(field)}</b> {words} <b>{column}</b>
          </Text>
        </WayRow>
      ))}
      {draft !== null && (
        <WayRow remove="Add no column" onRemove={() => setDraft(null)}>
          <Select
            size="xs"
            w={170}
            aria-label="Field with another column"
            placeholder="Choose the field"
            searchable
            data={fields}
            value={draft.field}
            onChange={(field) => setDraft({ ...draft, field })}
          />
          <SegmentedControl
            size="xs"
            aria-label="How the columns go together"
            data={HOW.map(({ value, label }) => ({ value, label }))}
            value={draft.how}
            onChange={(how) => setDraft({ ...draft, how })}
          />
          <Select
            size="xs"
            w={200}
            aria-label="The other column"
            placeholder="Choose the column"
            searchable
            disabled={draft.field === null}
            data={[...new Set(preview.headers)].filter((header) => header !== '')}
            value={null}
            onChange={(column) => {
              const { field, how } = draft;
              if (column === null || field === null) return;
              const before = mapping[how][field] ?? [];
              if (!before.includes(column))
                onChange({ [how]: { ...mapping[how], [field]: [...before, column] } });
              setDraft(null);
            }}
          />
        </WayRow>
      )}
    </WayRows>
  );
}

interface FixedValuesProps {
  preview: ImportPreview;
  mapping: ImportMapping;
  onChange: (fixed: ImportMapping['fixed']) => void;
}

/** What holds for every row where the file says nothing. */
export function FixedValues({ preview, mapping, onChange }: FixedValuesProps) {
  const { fixed } = mapping;
  const [draft, setDraft] = useState<{ field: string | null; value: string } | null>(null);
  const keep = () => {
    if (draft === null || draft.field === null || draft.value.trim() === '') return;
    onChange({ ...fixed, [draft.field]: draft.value.trim() });
    setDraft(null);
  };
  return (
    <WayRows
      title="Where the file says nothing"
      help="Such as the channel “Market stall” for every row of these files."
      add="Add a value"
      onAdd={draft === null ? () => setDraft({ field: null, value: '' }) : undefined}
    >
      {Object.entries(fixed).map(([field, value]) => (
        <WayRow
          key={field}
          remove={`${fieldName(field)} is not ${value}`}
          onRemove={() => {
            const { [field]: _gone, ...others } = fixed;
            onChange(others);
          }}
        >
          <Text size="sm">
            <b>{fieldName(field)}</b> is <b>{value}</b>
          </Text>
        </WayRow>
      ))}
      {draft !== null && (
        <WayRow remove="Add no value" onRemove={() => setDraft(null)}>
          <Select
            size="xs"
            w={170}
            aria-label="Field with a value of its own"
            placeholder="Choose the field"
            searchable
            data={importFields[preview.kind].map((field) => ({
              value: field,
              label: fieldName(field),
            }))}
            value={draft.field}
            onChange={(field) => setDraft({ ...draft, field })}
          />
          <Text size="sm">is</Text>
          <TextInput
            size="xs"
            w={200}
            aria-label="The value"
            placeholder="Type, then Enter"
            value={draft.value}
            onChange={(event) => setDraft({ ...draft, value: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') keep();
            }}
            onBlur={keep}
          />
        </WayRow>
      )}
    </WayRows>
  );
}
