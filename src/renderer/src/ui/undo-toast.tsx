/** Says what was done, with a button (and Ctrl/Cmd+Z) that takes it back; and what else there is to say. */
import { problemOf } from '../api/problem.ts';
import { hideToast, READ_AND_ACT_MS, showToast } from './toast.tsx';

/** A sentence that asks for nothing. */
const READ_MS = 4000;
/** What did not work is read twice. */
const PROBLEM_MS = 12_000;

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
  showToast({
    id: toast.id,
    message: done,
    shownMs: READ_AND_ACT_MS,
    action: { label: 'Undo', keys: 'Ctrl+Z', run: () => void takeBack(toast) },
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
  showToast({ message, shownMs: READ_MS });
}

/** Says in words why something did not work. */
export function showProblemToast(error: unknown): void {
  showToast({ message: problemOf(error).message, warning: true, shownMs: PROBLEM_MS });
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
  const id = showToast({
    message: text,
    warning,
    shownMs: warning ? false : READ_AND_ACT_MS,
    onClose: () => {
      warnings = warnings.filter((open) => open !== id);
    },
  });
  if (!warning) return;
  warnings.push(id);
  if (warnings.length > MOST_WARNINGS) hideToast(warnings[0] ?? '');
}

async function takeBack(toast: Undoable): Promise<void> {
  hideToast(toast.id);
  if (newest === toast) newest = undefined;
  try {
    await toast.undo();
    showDoneToast(toast.undone);
  } catch (error) {
    showProblemToast(error);
  }
}
