import { Button, Group, List, Radio, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useState } from 'react';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import type { UndoPreview } from '../../../../shared/schemas/import-check.ts';
import { client } from '../../api/client.ts';
import { awaitImportNews } from '../../api/import-progress.ts';
import { WindowProblem } from '../../api/problem.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { showDoneToast, showProblemToast } from '../../ui/undo-toast.tsx';
import { isUnderWay } from './import-status.ts';

/** Of the records that were edited since, how many are named. */
const NAMED = 8;

type Edited = 'keep' | 'remove';

/** Says what would go, asks once, then takes out what an import put in. @param busy hears when it is at work */
export async function undoImport(
  batch: ImportBatch,
  busy: (undoing: boolean) => void,
): Promise<void> {
  const undo = async (edited: Edited | undefined) => {
    modals.closeAll();
    busy(true);
    // A large import is not gone as soon as the answer is there.
    const end = awaitImportNews(batch.id, (news) => !isUnderWay(news));
    try {
      await client.imports.undo({ id: batch.id, ...(edited ? { edited } : {}) });
      busy(false);
      sayWhatBecame(await end.news);
    } catch (error) {
      end.stop();
      busy(false);
      showProblemToast(error);
    }
  };
  try {
    const preview = await client.imports.undoPreview({ id: batch.id });
    modals.open({
      title: 'Undo this import?',
      children: (
        <UndoQuestion batch={batch} preview={preview} onUndo={(edited) => void undo(edited)} />
      ),
    });
  } catch (error) {
    showProblemToast(error);
  }
}

function sayWhatBecame({ status, file_name, message }: ImportBatch): void {
  if (status === 'undone' || status === 'cancelled')
    showDoneToast(`${file_name} is taken out again.`);
  else showProblemToast(new WindowProblem(message ?? `${file_name} could not be taken out.`));
}

interface UndoQuestionProps {
  batch: ImportBatch;
  preview: UndoPreview;
  onUndo: (edited: Edited | undefined) => void;
}

function UndoQuestion({ batch, preview, onUndo }: UndoQuestionProps) {
  const { edited, edited_count } = preview;
  const { number } = useFormats();
  const [choice, setChoice] = useState<Edited>('keep');
  const one = edited_count === 1;
  const more = edited_count - Math.min(edited.length, NAMED);
  return (
    <Stack gap="md">
      <Text size="sm">
        Everything that came from {batch.file_name} is taken out again. What you typed yourself
        stays.
      </Text>
      {edited_count > 0 && (
        <>
          <div>
            <Text size="sm" fw={600}>
              {one ? 'One of them was' : `${number.count(edited_count)} of them were`} changed by
              hand since:
            </Text>
            <List size="sm" mt={4} data-testid="edited-since">
              {edited.slice(0, NAMED).map(({ entity, id, name }) => (
                <List.Item key={`${entity} ${id}`}>
                  {entity === 'sale' ? `Ticket ${name}` : name}
                </List.Item>
              ))}
              {more > 0 && <List.Item>and {number.count(more)} more</List.Item>}
            </List>
          </div>
          <Radio.Group
            aria-label="What was changed by hand"
            value={choice}
            onChange={(value) => setChoice(value === 'remove' ? 'remove' : 'keep')}
          >
            <Stack gap="xs">
              <Radio
                value="keep"
                label={one ? 'Keep it as it is now' : 'Keep them as they are now'}
              />
              <Radio value="remove" label={one ? 'Take it out as well' : 'Take them out as well'} />
            </Stack>
          </Radio.Group>
        </>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={() => modals.closeAll()}>
          Keep the import
        </Button>
        <Button color="red" onClick={() => onUndo(edited_count > 0 ? choice : undefined)}>
          Undo the import
        </Button>
      </Group>
    </Stack>
  );
}
