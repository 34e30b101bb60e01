import type { ImportCheck, ImportChoices } from '../../../../shared/schemas/import-check.ts';

/**
 * What the owner decided, for another check of the same file: corrected rows can move names to another
 * place in it, and settle what there was to choose.
 */
export function carryChoices(
  choices: ImportChoices,
  before: ImportCheck,
  after: ImportCheck,
): ImportChoices {
  const taken = new Set(choices.matches.map(({ kind, in_file }) => `${kind} ${in_file}`));
  const same = new Set(
    before.near_matches
      .filter(({ kind, in_file }) => taken.has(`${kind} ${in_file}`))
      .map(({ kind, name, stored_id }) => JSON.stringify([kind, name, stored_id])),
  );
  const differing = new Set(after.changed.tickets.map(({ sale_id }) => sale_id));
  return {
    ...choices,
    changed_tickets: choices.changed_tickets.filter(
      ({ sale_id }) =>
        differing.has(sale_id) || after.changed.records > after.changed.tickets.length,
    ),
    matches: after.near_matches
      .filter(({ kind, name, stored_id }) => same.has(JSON.stringify([kind, name, stored_id])))
      .map(({ kind, in_file, stored_id }) => ({ kind, in_file, stored_id })),
  };
}
