import { ActionIcon, Badge, Group, Menu, Paper, Text } from '@mantine/core';
import { IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import type { SavedMapping } from '../../../../../shared/schemas/mapping.ts';
import { client } from '../../../api/client.ts';
import { showProblemToast, showUndoToast } from '../../../ui/undo-toast.tsx';
import { saveMappingFile } from './mapping-file.ts';

interface MappingCardProps {
  mapping: SavedMapping;
  onRename: () => void;
}

const kinds: Readonly<Record<string, string>> = {
  sales: 'Sales',
  products: 'Products',
  customers: 'Customers',
  expenses: 'Expenses',
};

/** One mapping: what it is for, and what can be done with it. */
export function MappingCard({ mapping, onRename }: MappingCardProps) {
  const { id, name, kind, headers } = mapping;

  const remove = async () => {
    try {
      await client.mappings.remove({ id });
      showUndoToast(
        `“${name}” is deleted.`,
        () => client.mappings.restore({ id }),
        `“${name}” is back.`,
      );
    } catch (error) {
      showProblemToast(error);
    }
  };

  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Text>
            <Badge variant="light" tt="none">
              {kinds[kind] ?? kind}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
            {Object.keys(mapping.mapping.columns).length} of {headers.length} columns are read:{' '}
            {Object.values(mapping.mapping.columns).join(', ')}
          </Text>
        </div>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon size={30} aria-label={`More for ${name}`}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onRename}>
              Rename
            </Menu.Item>
            <Menu.Item
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => saveMappingFile(mapping).catch(showProblemToast)}
            >
              Save as a file
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => void remove()}
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Paper>
  );
}
