/** What pressing "Import" does, in one sentence. */
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import type { ImportCheck, ImportChoices } from '../../../../shared/schemas/import-check.ts';
import { recordWord } from './record-words.ts';

/** How many records a check and the owner's choices come to. */
interface Plan {
  added: number;
  replaced: number;
}

/** What is added and what is replaced. */
export function planOf(check: ImportCheck, choices: ImportChoices): Plan {
  const single = (choice: ImportChoices['changed']) =>
    choices.changed_tickets.filter((ticket) => ticket.choice === choice).length;
  const others = check.changed.records - choices.changed_tickets.length;
  const changed = (choice: ImportChoices['changed']) =>
    single(choice) + (choices.changed === choice ? others : 0);
  return {
    added:
      check.totals.records +
      changed('add') +
      (choices.already_there === 'add' ? check.already_there.records : 0),
    replaced: changed('replace'),
  };
}

/** "12 tickets are added, 1 is replaced." @param count Writes a number. */
export function planWords(
  { added, replaced }: Plan,
  kind: ImportKind,
  count: (value: number) => string,
): string {
  if (added === 0 && replaced === 0) return 'There is nothing new to import.';
  const is = (records: number) => (records === 1 ? 'is' : 'are');
  const some = (records: number) => `${count(records)} ${recordWord(kind, records)}`;
  if (added === 0) return `${some(replaced)} ${is(replaced)} replaced.`;
  const adds = `${some(added)} ${is(added)} added`;
  return replaced === 0 ? `${adds}.` : `${adds}, ${count(replaced)} ${is(replaced)} replaced.`;
}
