import { Button } from '@mantine/core';
import { chooseAnotherFile, nextFile, useFileQueue } from './file-queue.ts';

/** Goes on with the next of several files, or back to choosing when this was the last. */
export function NextFileButton() {
  const { files } = useFileQueue();
  const next = files.find(({ state }) => state === 'waiting');
  if (next) {
    return (
      <Button onClick={nextFile} maw="100%">
        Next file: {next.name}
      </Button>
    );
  }
  if (files.length > 1) return <Button onClick={nextFile}>See what became of all files</Button>;
  return (
    <Button variant="default" onClick={chooseAnotherFile}>
      Choose another file
    </Button>
  );
}
