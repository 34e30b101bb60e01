import { Alert, List, Menu, Switch } from '@mantine/core';
import { IconAlertTriangle, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WatchedFile, WatchFolder } from '../../../../../shared/schemas/watch-folder.ts';
import { client, orpc } from '../../../api/client.ts';
import { useFormats } from '../../../ui/format/use-formats.ts';
import { removeWithUndo, showProblemToast } from '../../../ui/undo-toast.tsx';
import { EntryCard } from '../entry-card.tsx';

interface WatchFolderCardProps {
  folder: WatchFolder;
  onEdit: () => void;
}

const SHOWN_FILES = 3;

/** One folder: whether it is watched, what hinders it, and what came out of it last. */
export function WatchFolderCard({ folder, onEdit }: WatchFolderCardProps) {
  const { id, folder: path, mapping, active, problem } = folder;
  const [turning, setTurning] = useState(false);

  const turn = async (on: boolean) => {
    setTurning(true);
    try {
      await client.watchFolders.update({ id, active: on });
    } catch (error) {
      showProblemToast(error);
    } finally {
      setTurning(false);
    }
  };
  const remove = () =>
    removeWithUndo(
      () => client.watchFolders.remove({ id }),
      () => client.watchFolders.restore({ id }),
      {
        done: `${path} is watched no more. Its files stay.`,
        undone: `${path} is watched again.`,
      },
    );

  return (
    <EntryCard
      name={path}
      under={`Files are read with “${mapping}”.`}
      controls={
        <Switch
          aria-label={`Watch ${path}`}
          checked={active}
          disabled={turning}
          onChange={(event) => void turn(event.currentTarget.checked)}
        />
      }
      menu={
        <>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
            Change
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void remove()}
          >
            Watch it no more
          </Menu.Item>
        </>
      }
    >
      {problem && (
        <Alert
          mt="sm"
          color="red"
          variant="light"
          icon={<IconAlertTriangle size={18} aria-hidden />}
        >
          {problem}
        </Alert>
      )}
      <NewestFiles id={id} />
    </EntryCard>
  );
}

function NewestFiles({ id }: { id: number }) {
  const { data: files = [] } = useQuery(orpc.watchFolders.files.queryOptions({ input: { id } }));
  const { date } = useFormats();
  if (files.length === 0) return null;
  return (
    <List size="sm" mt="sm" spacing={2} c="dimmed" aria-label="Newest files">
      {files.slice(0, SHOWN_FILES).map((file) => (
        <List.Item key={file.id}>
          {date.dateTime(file.seen_at)} · {wordsOf(file)}
        </List.Item>
      ))}
    </List>
  );
}

function wordsOf({ file_name, outcome, message }: WatchedFile): string {
  if (outcome === 'started') return `${file_name} is being imported, or waits under Import.`;
  return message ?? file_name;
}
