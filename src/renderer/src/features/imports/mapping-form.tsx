import { SegmentedControl, Select, SimpleGrid, Text, Title } from '@mantine/core';
import {
  type ImportKind,
  type ImportMapping,
  type ImportPreview,
  importFields,
  importKind,
  importMapping,
} from '../../../../shared/schemas/import.ts';
import { Card } from '../../ui/card.tsx';
import { fieldName } from './field-names.ts';

interface MappingFormProps {
  preview: ImportPreview;
  /** What was chosen last; the preview may still be of the kind before. */
  kind: ImportKind;
  mapping: ImportMapping;
  onKind: (kind: ImportKind) => void;
  /** @param guessDateOrder The dates stand elsewhere now: how they are written is not known yet. */
  onMapping: (mapping: ImportMapping, guessDateOrder: boolean) => void;
}

const ways = {
  date_order: {
    label: 'Dates are written',
    data: [
      { value: 'ymd', label: 'Year, month, day' },
      { value: 'dmy', label: 'Day, month, year' },
      { value: 'mdy', label: 'Month, day, year' },
    ],
  },
  decimal: {
    label: 'Decimals after',
    data: [
      { value: '.', label: 'A point: 12.50' },
      { value: ',', label: 'A comma: 12,50' },
    ],
  },
  refund_rule: {
    label: 'Refunds are marked by',
    data: [
      { value: 'none', label: 'Nothing: there are none' },
      { value: 'negative_amount', label: 'A negative amount' },
      { value: 'ticket_prefix_c', label: 'A ticket number with C' },
      { value: 'refund_column', label: 'The refund column' },
    ],
  },
  extra_decimals: {
    label: 'Too many decimals',
    data: [
      { value: 'refuse', label: 'Are bad rows' },
      { value: 'round', label: 'Are rounded' },
    ],
  },
} as const;

/** Which column is what, and how values are read: guessed, and open to correction. */
export function MappingForm({ preview, kind, mapping, onKind, onMapping }: MappingFormProps) {
  // Columns chosen for one kind of file mean nothing for another: wait for the new guess.
  const waiting = kind !== preview.kind;
  const columns = preview.headers.filter(
    (header, index) => header !== '' && preview.headers.indexOf(header) === index,
  );
  const settle = (part: Partial<Record<keyof ImportMapping, unknown>>, guessDateOrder = false) => {
    const next = importMapping.safeParse({ ...mapping, ...part });
    if (next.success) onMapping(next.data, guessDateOrder);
  };
  const chooseColumn = (field: string, column: string | null) => {
    const { [field]: _before, ...others } = mapping.columns;
    const isDate = field === 'date' || field === 'birthday';
    settle(
      { columns: column === null ? others : { ...others, [field]: column } },
      isDate && column !== null,
    );
  };
  const sampleOf = (column: string | undefined) => {
    const index = column === undefined ? -1 : preview.headers.indexOf(column);
    return preview.sample.find((row) => row[index]?.trim())?.[index] ?? null;
  };
  const settings =
    preview.kind === 'sales'
      ? (['date_order', 'decimal', 'refund_rule', 'extra_decimals'] as const)
      : preview.kind === 'expenses'
        ? (['date_order', 'decimal', 'extra_decimals'] as const)
        : (['date_order'] as const);

  return (
    <Card>
      <Title order={2} size="h4" mb="sm">
        Which column is what
      </Title>
      <SegmentedControl
        mb="md"
        aria-label="What the file holds"
        value={kind}
        onChange={(chosen) => onKind(importKind.parse(chosen))}
        data={[
          { value: 'sales', label: 'Sales' },
          { value: 'customers', label: 'Customers' },
          { value: 'expenses', label: 'Expenses' },
        ]}
      />
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm" verticalSpacing="sm">
        {importFields[preview.kind].map((field) => {
          const column = mapping.columns[field];
          const sample = sampleOf(column);
          return (
            <Select
              key={field}
              disabled={waiting}
              size="sm"
              label={fieldName(field)}
              placeholder="Not in the file"
              clearable
              allowDeselect={false}
              searchable
              data={columns}
              value={column ?? null}
              onChange={(value) => chooseColumn(field, value)}
              error={preview.missing.includes(field) && 'Choose the column'}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              description={
                sample && (
                  <Text span inherit truncate display="block">
                    such as {sample}
                  </Text>
                )
              }
            />
          );
        })}
      </SimpleGrid>
      <Title order={3} size="h5" mt="lg" mb="xs">
        How values are read
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm">
        {settings.map((setting) => (
          <Select
            key={setting}
            disabled={waiting}
            size="sm"
            label={ways[setting].label}
            allowDeselect={false}
            data={ways[setting].data.map((choice) => ({ ...choice }))}
            value={mapping[setting]}
            onChange={(value) => settle({ [setting]: value })}
          />
        ))}
      </SimpleGrid>
    </Card>
  );
}
