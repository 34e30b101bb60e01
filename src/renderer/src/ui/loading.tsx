import { Group, Loader } from '@mantine/core';

/** Stands where something is on its way. */
export function Loading() {
  return (
    <Group justify="center" py="xl" aria-busy="true">
      <Loader type="dots" aria-label="Loading" />
    </Group>
  );
}
