import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './activity-entry.module.css';
import { ActivityEntry } from './activity-entry.tsx';
import type { EntryRun } from './entry-runs.ts';

/** The first of a run, and the others behind a button. */
export function EntryRunLines({ first, others }: EntryRun) {
  const [opened, { toggle }] = useDisclosure(false);
  const { number } = useFormats();
  return (
    <>
      <ActivityEntry entry={first} />
      {others.length > 0 && (
        <div className={classes.more}>
          <Button variant="subtle" size="compact-sm" aria-expanded={opened} onClick={toggle}>
            {opened ? 'Hide the others' : `and ${number.count(others.length)} more like this`}
          </Button>
        </div>
      )}
      {opened && others.map((entry) => <ActivityEntry key={entry.id} entry={entry} />)}
    </>
  );
}
