import { Badge, Menu } from '@mantine/core';
import { IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import type { SavedMapping } from '../../../../../shared/schemas/mapping.ts';
import { client } from '../../../api/client.ts';
import { kindNames } from '../../../ui/kind-names.ts';
import { removeWithUndo, showProblemToast } from '../../../ui/undo-toast.tsx';
import { EntryCard } from '../entry-card.tsx';
import { saveMappingFile } from './mapping-file.ts';

interface MappingCardProps {
  mapping: SavedMapping;
  onRename: () => void;
}

/** One mapping: what it is for, and what can be done with it. */
export function MappingCard({ mapping, onRename }: MappingCardProps) {
  const { id, name, kind, headers } = mapping;

  const remove = () =>
    removeWithUndo(
      () => client.mappings.remove({ id }),
      () => client.mappings.restore({ id }),
      { done: `“${name}” is deleted.`, undone: `“${name}” is back.` },
    );

  return (
    <EntryCard
      name={name}
      badge={
        <Badge variant="light" tt="none">
          {kindNames[kind]}
        </Badge>
      }
      under={`${Object.keys(mapping.mapping.columns).length} of ${headers.length} columns are read: ${Object.values(mapping.mapping.columns).join(', ')}`}
      underLines={2}
      menu={
        <>
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
        </>
      }
    />
  );
}
