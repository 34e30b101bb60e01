import { Group, Loader, Text } from '@mantine/core';
import { useConnection } from '../api/connection.ts';
import classes from './connection-notice.module.css';

/** A calm line while the window waits for its data file; what is shown stays readable. */
export function ConnectionNotice() {
  const lost = useConnection(({ state }) => state === 'lost');
  if (!lost) return null;
  return (
    <Group role="status" className={classes.notice} gap="xs" justify="center">
      <Loader size="xs" />
      <Text size="sm">Connecting to your data again…</Text>
    </Group>
  );
}
