/** Which quick entry form is open. Any screen opens it; the entry feature shows it. */
import { create } from 'zustand';

export type QuickEntryKind = 'sale' | 'customer' | 'expense';

export const useQuickEntry = create<{ open: QuickEntryKind | null }>(() => ({ open: null }));

/** Opens the form, or turns to another kind when one is open. */
export function openQuickEntry(kind: QuickEntryKind): void {
  useQuickEntry.setState({ open: kind });
}

export function closeQuickEntry(): void {
  useQuickEntry.setState({ open: null });
}
