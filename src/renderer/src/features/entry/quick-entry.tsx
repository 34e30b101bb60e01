import { Box, Group, Modal, SegmentedControl, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import {
  closeQuickEntry,
  openQuickEntry,
  type QuickEntryKind,
  useQuickEntry,
} from '../../app/quick-entry-store.ts';
import { Surrounding } from '../../ui/forms/unsaved.ts';
import { undoNewest } from '../../ui/undo-toast.tsx';
import { CustomerEntry } from './customer-entry.tsx';
import { ExpenseEntry } from './expense-entry.tsx';
import { SaleEntry } from './sale-entry.tsx';
import { useTellDraft } from './tell-draft.ts';
import { type EntryForms, useEntryForms } from './use-entry-forms.ts';

const kinds: ReadonlyArray<{ value: QuickEntryKind; label: string }> = [
  { value: 'sale', label: 'Sale' },
  { value: 'customer', label: 'Customer' },
  { value: 'expense', label: 'Expense' },
];

/** Closing it loses nothing: what was typed is there again when it opens. */
const keepDraft = () => undefined;

/** The form that adds a sale, a customer or an expense from anywhere, by keyboard alone. */
export function QuickEntry() {
  const open = useQuickEntry((state) => state.open);
  const forms = useEntryForms();
  const { refreshDates } = forms;
  useTellDraft('sale', forms.sale.isDirty());
  useTellDraft('customer', forms.customer.isDirty());
  useTellDraft('expense', forms.expense.isDirty());
  useHotkeys([['mod+Z', undoNewest]]);
  useEffect(() => {
    if (open) refreshDates();
  }, [open, refreshDates]);
  return (
    <Modal
      opened={open !== null}
      onClose={closeQuickEntry}
      size={open === 'sale' ? 800 : 540}
      yOffset="6vh"
      centered={false}
      title={
        <Group gap="md">
          <Text span fz="h4" fw={650}>
            Add
          </Text>
          <SegmentedControl
            size="sm"
            aria-label="What to add"
            data={kinds.map((kind) => ({ ...kind }))}
            value={open ?? 'sale'}
            onChange={(value) => {
              const kind = kinds.find((one) => one.value === value);
              if (kind) openQuickEntry(kind.value);
            }}
          />
        </Group>
      }
    >
      <Box data-testid="quick-entry">
        <Surrounding value={keepDraft}>
          {open && <EntryOf key={open} kind={open} forms={forms} />}
        </Surrounding>
      </Box>
    </Modal>
  );
}

function EntryOf({ kind, forms }: { kind: QuickEntryKind; forms: EntryForms }) {
  switch (kind) {
    case 'sale':
      return <SaleEntry form={forms.sale} />;
    case 'customer':
      return <CustomerEntry form={forms.customer} />;
    case 'expense':
      return <ExpenseEntry form={forms.expense} />;
  }
}
