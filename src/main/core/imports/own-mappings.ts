/** What imports need of the mappings that the owner keeps under a name. */
import { headerSetKey } from '../../../shared/lib/header-set.ts';
import type { ImportKind, ImportMapping } from '../../../shared/schemas/import.ts';
import { invalid } from '../errors.ts';
import { fieldWords, missingFields } from './required-fields.ts';
import { type KeptMapping, respelled } from './worker/kept-mapping.ts';

type OwnMapping = Omit<KeptMapping, 'headerKey'> & { headers: readonly string[] };

export interface OwnMappings {
  list(): readonly OwnMapping[];
  /** @throws UserError that says which there are */
  byName(name: string, kind: ImportKind): OwnMapping;
}

/** All of them, as the worker looks through them. */
export function keptFor(mappings: OwnMappings): KeptMapping[] {
  return mappings.list().map(({ id, name, kind, headers, mapping }) => ({
    id,
    name,
    kind,
    headerKey: headerSetKey(headers),
    mapping,
  }));
}

/** True when no mapping was asked for by name. */
export function isGuess(name: string | undefined): name is undefined | 'auto' {
  return name === undefined || name.toLowerCase() === 'auto';
}

/**
 * The mapping for a file with this header.
 * @throws UserError when the file lacks a column that every row needs
 */
export function fittedMapping(own: OwnMapping, headers: readonly string[]): ImportMapping {
  const mapping = respelled(own.mapping, headers);
  const present = Object.fromEntries(
    Object.entries(mapping.columns).filter(([, header]) => headers.includes(header)),
  );
  const [field] = missingFields(own.kind, present);
  const header = field === undefined ? undefined : mapping.columns[field];
  if (field !== undefined && header !== undefined)
    throw invalid(
      'file',
      `This file has no column "${header}", which the mapping "${own.name}" reads as the ${fieldWords(field)}. Its columns are ${headers.join(', ').slice(0, 500)}.`,
    );
  return mapping;
}
