import { openQuickEntry, type QuickEntryKind } from '../../app/quick-entry-store.ts';
import { type EndLoss, useTellEndLoss } from '../../ui/forms/closing.ts';

const draftOf = (kind: QuickEntryKind, sentence: string): EndLoss => ({
  sentence,
  stay: 'Keep editing',
  leave: 'Discard and close',
  onStay: () => openQuickEntry(kind),
});

const drafts: Record<QuickEntryKind, EndLoss> = {
  sale: draftOf('sale', 'A sale that you began is not saved yet.'),
  customer: draftOf('customer', 'A customer that you began is not saved yet.'),
  expense: draftOf('expense', 'An expense that you began is not saved yet.'),
};

/** A draft stays while Tillwise is open, also when its form is closed; the end of Tillwise takes it. */
export function useTellDraft(kind: QuickEntryKind, begun: boolean): void {
  useTellEndLoss(begun ? drafts[kind] : null);
}
