import { Drawer, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Unsaved } from './forms/unsaved.ts';

interface SideDrawerProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/**
 * What slides in beside a screen: a title and what is under it. A click beside it closes it only
 * while no form in it holds something that is not saved.
 */
export function SideDrawer({ opened, onClose, title, children }: SideDrawerProps) {
  const [unsaved, setUnsaved] = useState(false);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={560}
      padding="lg"
      overlayProps={{ backgroundOpacity: 0.25 }}
      closeOnClickOutside={!unsaved}
      title={
        <Text span fz="h3" fw={650} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
      }
    >
      <Unsaved value={setUnsaved}>{children}</Unsaved>
    </Drawer>
  );
}
