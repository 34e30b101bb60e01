import { Drawer, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface RecordDrawerProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/** One record beside its list: what it is, its change, its history. */
export function RecordDrawer({ opened, onClose, title, children }: RecordDrawerProps) {
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
