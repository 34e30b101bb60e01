/** Says what was done, with a button (and Ctrl/Cmd+Z) that takes it back. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { problemOf } from '../api/problem.ts';

/** Long enough to read it, think, and reach for the button. */
const SHOWN_MS = 8000;

interface Undoable {
  id: string;
  undo: () => Promise<unknown>;
  undone: string;
}

/** The newest toast that can still be taken back. */
let newest: Undoable | undefined;
let count = 0;

/**
 * @param done What was done, as in "Saved: Tea, £3.50".
 * @param undo Takes it back.
 * @param undone What to say then, as in "Tea was taken out again".
 */
export function showUndoToast(done: string, undo: () => Promise<unknown>, undone: string): void {
  count += 1;
  const toast: Undoable = { id: `undo-${count}`, undo, undone };
  newest = toast;
  notifications.show({
    id: toast.id,
    color: 'pine',
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: SHOWN_MS,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" lineClamp={3}>
          {done}
        </Text>
        <Button
          size="compact-sm"
          variant="light"
          flex="none"
          title="Ctrl+Z"
          onClick={() => void takeBack(toast)}
        >
          Undo
        </Button>
      </Group>
    ),
    onClose: () => {
      if (newest === toast) newest = undefined;
    },
  });
}

/**
 * Deletes a record at once; the toast takes it back.
 * @param words What to say of both, as in "Deleted: Tea" and "Restored: Tea".
 */
export async function removeWithUndo(
  remove: () => Promise<unknown>,
  restore: () => Promise<unknown>,
  words: { done: string; undone: string },
): Promise<void> {
  try {
    await remove();
    showUndoToast(words.done, restore, words.undone);
  } catch (error) {
    showProblemToast(error);
  }
}

/** Takes back what the newest toast says; nothing when none is shown. */
export function undoNewest(): void {
  if (newest) void takeBack(newest);
}

/** Says calmly that something was done. */
export function showDoneToast(message: string): void {
  notifications.show({
    message,
    color: 'pine',
    icon: <IconCheck size={18} aria-hidden />,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}

/** Says in words why something did not work. */
export function showProblemToast(error: unknown): void {
  notifications.show({
    message: problemOf(error).message,
    color: 'red',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: 12_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}

/** Warnings that stay at once: there must be room for what the owner does now. */
const MOST_WARNINGS = 2;
let warnings: string[] = [];

/** Tells what happened by itself; a warning stays until it is closed or two newer ones came. */
export function showNoticeToast({
  level,
  text,
}: {
  level: 'info' | 'warning';
  text: string;
}): void {
  const warning = level === 'warning';
  const id = notifications.show({
    message: text,
    color: warning ? 'red' : 'pine',
    icon: warning ? (
      <IconAlertTriangle size={18} aria-hidden />
    ) : (
      <IconCheck size={18} aria-hidden />
    ),
    autoClose: warning ? false : SHOWN_MS,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
    onClose: () => {
      warnings = warnings.filter((open) => open !== id);
    },
  });
  if (!warning) return;
  warnings.push(id);
  if (warnings.length > MOST_WARNINGS) notifications.hide(warnings[0] ?? '');
}

async function takeBack(toast: Undoable): Promise<void> {
  notifications.hide(toast.id);
  if (newest === toast) newest = undefined;
  try {
    await toast.undo();
    showDoneToast(toast.undone);
  } catch (error) {
    showProblemToast(error);
  }
}
