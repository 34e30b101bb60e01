import { Button, Checkbox, Collapse, Group, Select, Stack, TagsInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ShapeByHand } from '../../../../shared/schemas/file-shape.ts';
import type { ImportMapping, ImportPreview } from '../../../../shared/schemas/import.ts';
import { FileShape, saidByHand } from './file-shape.tsx';
import { FixedValues, JoinedColumns } from './mapping-columns.tsx';
import { RowsToSkip } from './mapping-skips.tsx';
import { valuesOf } from './mapping-values.ts';

interface MappingWaysProps {
  preview: ImportPreview;
  mapping: ImportMapping;
  onMapping: (mapping: ImportMapping) => void;
  /** The shape of the file: with it columns come and go. */
  onShape: (shape: ShapeByHand) => void;
}

/** What few files need: rows to leave out, columns that go together, words that mean something. */
export function MappingWays({ preview, mapping, onMapping, onShape }: MappingWaysProps) {
  const used = usedWays(mapping);
  const [opened, setOpened] = useState(used > 0);
  const change = (part: Partial<ImportMapping>) => onMapping({ ...mapping, ...part });
  const Chevron = opened ? IconChevronUp : IconChevronDown;
  const sells = preview.kind === 'sales';
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        mt="lg"
        aria-expanded={opened}
        rightSection={<Chevron size={16} aria-hidden />}
        onClick={() => setOpened(!opened)}
      >
        More about these files{used > 0 && ` (${used} in use)`}
      </Button>
      <Collapse expanded={opened}>
        <Stack gap="lg" mt="sm">
          <FileShape preview={preview} shape={mapping.table} onChange={onShape} />
          <RowsToSkip preview={preview} mapping={mapping} onChange={(skip) => change({ skip })} />
          <JoinedColumns preview={preview} mapping={mapping} onChange={change} />
          <FixedValues
            preview={preview}
            mapping={mapping}
            onChange={(fixed) => change({ fixed })}
          />
          <Group align="flex-start" gap="sm">
            {sells && mapping.refund_rule === 'refund_column' && (
              <TagsInput
                size="sm"
                w={260}
                label="Words that mean a refund"
                description="None: yes and no in common words"
                value={mapping.refund_words}
                data={valuesOf(preview, mapping.columns.refund)}
                onChange={(refund_words) => change({ refund_words })}
              />
            )}
            <TagsInput
              size="sm"
              w={260}
              label="Words that stand for nothing"
              description="Such as n/a or unknown"
              value={mapping.empty_words}
              onChange={(empty_words) => change({ empty_words })}
            />
            {preview.kind !== 'products' && (
              <Select
                size="sm"
                w={260}
                label="Times are"
                description="Of times that name no zone"
                allowDeselect={false}
                data={[
                  { value: 'shop', label: 'Those of the shop' },
                  { value: 'utc', label: 'World time (UTC)' },
                ]}
                value={mapping.times}
                onChange={(times) => change({ times: times === 'utc' ? 'utc' : 'shop' })}
              />
            )}
          </Group>
          {sells && (
            <Checkbox
              label="The product cell lists several items, such as “2× Mug, 1× Hat”"
              checked={mapping.packed_items}
              onChange={(event) => change({ packed_items: event.currentTarget.checked })}
            />
          )}
          {(sells || preview.kind === 'products') && (
            <Checkbox
              label="Categories are paths, such as “Clothing > Shirts”: the last step counts"
              checked={mapping.category_paths}
              onChange={(event) => change({ category_paths: event.currentTarget.checked })}
            />
          )}
        </Stack>
      </Collapse>
    </div>
  );
}

/** How many of them say something. */
function usedWays(mapping: ImportMapping): number {
  const { table, skip, joined_columns, fallback_columns, fixed, refund_words, empty_words } =
    mapping;
  return (
    saidByHand(table) +
    skip.length +
    Object.keys(joined_columns).length +
    Object.keys(fallback_columns).length +
    Object.keys(fixed).length +
    Math.min(1, refund_words.length) +
    Math.min(1, empty_words.length) +
    Number(mapping.times === 'utc') +
    Number(mapping.packed_items) +
    Number(mapping.category_paths)
  );
}
