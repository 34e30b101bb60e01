import { Button, Group, SegmentedControl, Select, SimpleGrid, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ShapeByHand } from '../../../../shared/schemas/file-shape.ts';
import {
  type ImportKind,
  type ImportMapping,
  type ImportPreview,
  importFields,
  importKind,
  importMapping,
} from '../../../../shared/schemas/import.ts';
import { Card } from '../../ui/card.tsx';
import { kindNames } from '../../ui/kind-names.ts';
import { fieldName } from './field-names.ts';
import type { Guessed } from './import-store.ts';
import { readingChoices, settingsOf } from './mapping-choices.ts';
import { MappingWays } from './mapping-ways.tsx';
import { SaveMapping } from './save-mapping.tsx';

interface MappingFormProps {
  preview: ImportPreview;
  /** What was chosen last; the preview may still be of the kind before. */
  kind: ImportKind;
  mapping: ImportMapping;
  onKind: (kind: ImportKind) => void;
  /** What is to be guessed from the columns chosen by hand. */
  guess: readonly Guessed[];
  onMapping: (mapping: ImportMapping, guess: Guessed[]) => void;
  onShape: (shape: ShapeByHand) => void;
}

const numberFields = ['amount', 'unit_price', 'ticket_total', 'price', 'cost', 'quantity'];

/** What the values of another column say about how the file is written. */
function writtenIn(field: string): Guessed | undefined {
  if (field === 'date' || field === 'birthday') return 'date_order';
  return numberFields.includes(field) ? 'decimal' : undefined;
}

/** Fields that nearly every file has stand first; the others are a click away. */
const USUAL = 9;

/** Which column is what, and how values are read: guessed, and open to correction. */
export function MappingForm(props: MappingFormProps) {
  const { preview, kind, mapping, guess, onKind, onMapping, onShape } = props;
  const [all, setAll] = useState(false);
  // Columns chosen for one kind of file mean nothing for another: wait for the new guess.
  const waiting = kind !== preview.kind;
  const columns = preview.headers.filter(
    (header, index) => header !== '' && preview.headers.indexOf(header) === index,
  );
  const settle = (setting: string, value: string | null) => {
    const next = importMapping.safeParse({ ...mapping, [setting]: value });
    if (next.success)
      onMapping(
        next.data,
        guess.filter((one) => one !== setting),
      );
  };
  const chooseColumn = (field: string, column: string | null) => {
    const { [field]: _before, ...others } = mapping.columns;
    const columnsNow = column === null ? others : { ...others, [field]: column };
    const anew = column === null ? undefined : writtenIn(field);
    onMapping(
      { ...mapping, columns: columnsNow },
      anew === undefined || guess.includes(anew) ? [...guess] : [...guess, anew],
    );
  };
  const sampleOf = (column: string | undefined) => {
    const index = column === undefined ? -1 : preview.headers.indexOf(column);
    return preview.sample.find((row) => row[index]?.trim())?.[index] ?? null;
  };
  const fields: readonly string[] = importFields[preview.kind];
  const shown = fields.filter(
    (field, index) =>
      all || index < USUAL || field in mapping.columns || preview.missing.includes(field),
  );

  return (
    <Card>
      <Title order={3} size="h5" mb="sm">
        Which column is what
      </Title>
      <SegmentedControl
        mb="md"
        aria-label="What the file holds"
        value={kind}
        onChange={(chosen) => onKind(importKind.parse(chosen))}
        data={importKind.options.map((value) => ({ value, label: kindNames[value] }))}
      />
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm" verticalSpacing="sm">
        {shown.map((field) => {
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
      {shown.length < fields.length && (
        <Button variant="subtle" size="compact-sm" mt="sm" onClick={() => setAll(true)}>
          Show {fields.length - shown.length} more fields
        </Button>
      )}
      <Title order={4} size="h6" mt="lg" mb="xs">
        How values are read
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm">
        {settingsOf(preview.kind, mapping).map((setting) => (
          <Select
            key={setting}
            disabled={waiting}
            size="sm"
            label={readingChoices[setting].label}
            allowDeselect={false}
            data={readingChoices[setting].data.map((choice) => ({ ...choice }))}
            value={mapping[setting]}
            onChange={(value) => settle(setting, value)}
          />
        ))}
      </SimpleGrid>
      {!waiting && (
        <MappingWays
          preview={preview}
          mapping={mapping}
          onMapping={(changed) => onMapping(changed, [...guess])}
          onShape={onShape}
        />
      )}
      <Group justify="flex-end" mt="lg">
        {!waiting && preview.missing.length === 0 && <SaveMapping preview={preview} />}
      </Group>
    </Card>
  );
}
