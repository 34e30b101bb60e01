import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

interface PageProps {
  title: string;
  /** One calm line under the title. */
  description?: ReactNode;
  /** Buttons and controls at the right of the title. */
  actions?: ReactNode;
  /** Take what is left of the window's height, for content that scrolls by itself. */
  fill?: boolean;
  children: ReactNode;
}

/** The frame of a screen: a heading, its actions, and the content at a readable width. */
export function Page({ title, description, actions, fill = false, children }: PageProps) {
  return (
    <Box className={classes.page} mod={{ fill }}>
      <Group className={classes.head} justify="space-between" align="flex-start" gap="md">
        <div>
          <Title order={1}>{title}</Title>
          {description && (
            <Text component="div" c="dimmed" size="sm" mt={4}>
              {description}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
