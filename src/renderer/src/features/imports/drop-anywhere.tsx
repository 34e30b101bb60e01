import { Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport } from '@tabler/icons-react';
import { navigate } from 'wouter/use-hash-location';
import { withCare } from '../../app/leave-with-care.ts';
import { askToLeave } from '../../ui/forms/leave-question.tsx';
import { takeFiles } from './file-queue.ts';
import { useImportStage } from './import-store.ts';
import { isPrepared } from './is-prepared.ts';

/** Files dropped anywhere on the window are taken for an import. */
export function DropAnywhere() {
  const busy = useImportStage(({ stage }) => stage.name === 'running');
  return (
    <Dropzone.FullScreen
      active={!busy}
      onDrop={(files) => {
        if (files.length === 0) return;
        withCare(() => {
          navigate('/import');
          // The file that would be lost is in view there.
          const take = () => takeFiles(files);
          if (isPrepared(useImportStage.getState().stage)) askToLeave('typed', take);
          else take();
        });
      }}
    >
      <Group justify="center" mih="80vh" style={{ pointerEvents: 'none' }}>
        <Stack align="center" gap="xs">
          <IconFileImport size={56} stroke={1.3} aria-hidden />
          <Text size="xl" fw={600}>
            Drop the file to look at it
          </Text>
          <Text c="dimmed">Nothing is stored until you say so.</Text>
        </Stack>
      </Group>
    </Dropzone.FullScreen>
  );
}
