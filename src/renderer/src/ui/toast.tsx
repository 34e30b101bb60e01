/** The shape of every message that comes up in a corner and goes by itself. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck, type TablerIcon } from '@tabler/icons-react';

interface ToastOptions {
  /** Another toast of the same id takes its place. */
  id?: string;
  message: string;
  /** Something that did not work, or that is to be looked at. */
  warning?: boolean;
  icon?: TablerIcon;
  /** How long it stays, in ms; `false` until it is closed. */
  shownMs: number | false;
  /** The one thing that can be done about it. */
  action?: { label: string; keys?: string; run: () => void };
  onClose?: () => void;
}

/** Long enough to read it, think, and reach for the button. */
export const READ_AND_ACT_MS = 8000;

/** @returns its id, for `hideToast` */
export function showToast(options: ToastOptions): string {
  const { id, message, warning = false, shownMs, action, onClose } = options;
  const Icon = options.icon ?? (warning ? IconAlertTriangle : IconCheck);
  return notifications.show({
    ...(id === undefined ? {} : { id }),
    ...(onClose === undefined ? {} : { onClose }),
    color: warning ? 'red' : 'pine',
    role: warning ? 'alert' : 'status',
    icon: <Icon size={18} aria-hidden />,
    autoClose: shownMs,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
    message: action ? (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" lineClamp={3}>
          {message}
        </Text>
        <Button
          size="compact-sm"
          variant="light"
          flex="none"
          title={action.keys}
          onClick={action.run}
        >
          {action.label}
        </Button>
      </Group>
    ) : (
      message
    ),
  });
}

export function hideToast(id: string): void {
  notifications.hide(id);
}
