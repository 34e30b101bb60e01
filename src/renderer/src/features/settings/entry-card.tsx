import { ActionIcon, Group, Menu, Paper, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EntryCardProps {
  name: string;
  /** Beside the name, such as its state. */
  badge?: ReactNode;
  /** A quiet line under the name. */
  under: ReactNode;
  underLines?: number;
  /** Before the menu. */
  controls?: ReactNode;
  /** The items of its menu. */
  menu: ReactNode;
  children?: ReactNode;
}

/** One of several things that are set up, such as a mapping or a webhook, with what can be done with it. */
export function EntryCard(props: EntryCardProps) {
  const { name, badge, under, underLines, controls, menu, children } = props;
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Text>
            {badge}
          </Group>
          <Text
            size="sm"
            c="dimmed"
            style={{ overflowWrap: 'anywhere' }}
            {...(underLines === undefined ? {} : { lineClamp: underLines })}
          >
            {under}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap" flex="none">
          {controls}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon size={30} aria-label={`More for ${name}`}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>{menu}</Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {children}
    </Paper>
  );
}
