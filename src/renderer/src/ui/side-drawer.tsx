import { Drawer, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCloseWithCare } from './forms/leave-question.tsx';
import { Surrounding } from './forms/unsaved.ts';
import { useLastShown } from './use-last-shown.ts';

interface SideDrawerProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/**
 * What slides in beside a screen: a title and what is under it. It asks before it throws away what
 * was typed in it.
 */
export function SideDrawer({ opened, onClose, title, children }: SideDrawerProps) {
  const { tell, closing } = useCloseWithCare(onClose);
  const shownTitle = useLastShown(opened, title);
  const shown = useLastShown(opened, children);
  return (
    <Drawer
      opened={opened}
      position="right"
      size={560}
      padding="lg"
      overlayProps={{ backgroundOpacity: 0.25 }}
      {...closing}
      title={
        <Text span fz="h3" fw={650} style={{ overflowWrap: 'anywhere' }}>
          {shownTitle}
        </Text>
      }
    >
      <Surrounding value={tell}>{shown}</Surrounding>
    </Drawer>
  );
}
