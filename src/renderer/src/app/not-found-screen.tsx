import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';

export function NotFoundScreen() {
  return (
    <Stack align="center" gap="xs" p={64}>
      <Title order={2}>There is no such screen</Title>
      <Text c="dimmed">
        Go to the{' '}
        <Anchor component={Link} href="/">
          dashboard
        </Anchor>
        .
      </Text>
    </Stack>
  );
}
