import { Fragment, type ReactNode } from 'react';
import { FormDialog } from '../../ui/form-dialog.tsx';

/** What of a list is in its form: one of it, a new one, or nothing. */
export type Editing<Entry> = Entry | 'new' | null;

interface EntryDialogProps<Entry> {
  editing: Editing<Entry>;
  onClose: () => void;
  /** @param entry null for a new one */
  title: (entry: Entry | null) => string;
  size?: number;
  /** The form. @param entry null for a new one */
  children: (entry: Entry | null) => ReactNode;
}

/** The form of something that is set up, such as a rule or a webhook, in a dialog. */
export function EntryDialog<Entry extends { id: number }>(props: EntryDialogProps<Entry>) {
  const { editing, onClose, title, children, ...dialog } = props;
  const entry = editing === 'new' ? null : editing;
  return (
    <FormDialog opened={editing !== null} onClose={onClose} title={title(entry)} {...dialog}>
      <Fragment key={entry?.id ?? 'new'}>{children(entry)}</Fragment>
    </FormDialog>
  );
}
