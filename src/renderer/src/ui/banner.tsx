import { Group, Text } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './banner.module.css';

interface BannerProps {
  icon: TablerIcon;
  /** What is to be known on every screen. */
  children: ReactNode;
  /** What can be done about it. */
  actions: ReactNode;
  'data-testid': string;
}

/** A strip above every screen. */
export function Banner({ icon: Icon, children, actions, ...props }: BannerProps) {
  return (
    <Group role="status" className={classes.banner} gap="sm" {...props}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <Text size="sm" flex={1} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
      {actions}
    </Group>
  );
}
