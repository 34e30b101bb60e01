/** What pressing "Import" does, in one sentence. */
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import type { ImportCheck, ImportChoices } from '../../../../shared/schemas/import-check.ts';
import { recordWord } from './record-words.ts';

/** How many records a check and the owner's choices come to. */
interface Plan {
  added: number;
  /** Products or customers that the shop knows already. */
  updated: number;
  replaced: number;
}

/** Of the products or customers of a file: those that the shop has, which take on what it says. */
export function updatedOf({ totals }: ImportCheck, kind: ImportKind): number {
  if (kind === 'products') return totals.records - totals.new_products;
  return kind === 'customers' ? totals.records - totals.new_customers : 0;
}

/** What is added, brought up to date and replaced. */
export function planOf(check: ImportCheck, choices: ImportChoices, kind: ImportKind): Plan {
  const updated = updatedOf(check, kind);
  const single = (choice: ImportChoices['changed']) =>
    choices.changed_tickets.filter((ticket) => ticket.choice === choice).length;
  const others = check.changed.records - choices.changed_tickets.length;
  const changed = (choice: ImportChoices['changed']) =>
    single(choice) + (choices.changed === choice ? others : 0);
  return {
    added:
      check.totals.records -
      updated +
      changed('add') +
      (choices.already_there === 'add' ? check.already_there.records : 0),
    updated,
    replaced: changed('replace'),
  };
}

/** "12 tickets are added, 1 is replaced." @param count Writes a number. */
export function planWords(
  { added, updated, replaced }: Plan,
  kind: ImportKind,
  count: (value: number) => string,
): string {
  const parts = [
    { records: added, done: 'added' },
    { records: updated, done: 'brought up to date' },
    { records: replaced, done: 'replaced' },
  ].filter(({ records }) => records > 0);
  if (parts.length === 0) return 'There is nothing new to import.';
  const words = parts.map(({ records, done }, index) => {
    const what = index === 0 ? ` ${recordWord(kind, records)}` : '';
    return `${count(records)}${what} ${records === 1 ? 'is' : 'are'} ${done}`;
  });
  return `${words.join(', ')}.`;
}
