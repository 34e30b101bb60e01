import { Text } from '@mantine/core';

export const NOTHING_MATCHES = 'Nothing matches. Try fewer letters or another filter.';

/** Stands for the rows when a search or a filter leaves none. */
export function NothingMatches() {
  return (
    <Text c="dimmed" ta="center" py={64}>
      {NOTHING_MATCHES}
    </Text>
  );
}
