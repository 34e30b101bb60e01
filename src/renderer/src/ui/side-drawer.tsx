import { Drawer, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface SideDrawerProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/** What slides in beside a screen: a title and what is under it. */
export function SideDrawer({ opened, onClose, title, children }: SideDrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={560}
      padding="lg"
      overlayProps={{ backgroundOpacity: 0.25 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      title={
        <Text span fz="h3" fw={650} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
      }
    >
      {children}
    </Drawer>
  );
}
