/** Mappings kept under a name: one name, one mapping; the header tells when to offer it again. */
import { EventType } from '../../../../shared/events/catalogue.ts';
import { cleanName } from '../../../../shared/lib/text.ts';
import type {
  MappingFile,
  SavedMappingInput,
  SavedMappingPatch,
} from '../../../../shared/schemas/mapping.ts';
import type { Context } from '../../context.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict, invalid } from '../../errors.ts';
import { columnsOf } from '../../imports/index.ts';
import { BaseService } from '../base-service.ts';
import type { MappingDraft, MappingEntity } from './mapping.entity.ts';
import type { MappingsRepo } from './mappings.repo.ts';

/** The word that stands for "guess" where a name may stand. */
const GUESS = 'auto';
/** So many names are listed to somebody who asked for an unknown one. */
const NAMES_SHOWN = 20;

export class MappingsService extends BaseService<MappingEntity, MappingDraft> {
  readonly #write: Write;
  readonly #repo: MappingsRepo;

  constructor(write: Write, repo: MappingsRepo) {
    super(write, repo, {
      entity: 'mapping',
      created: EventType.MAPPING_CREATED,
      updated: EventType.MAPPING_UPDATED,
      deleted: EventType.MAPPING_DELETED,
      restored: EventType.MAPPING_RESTORED,
    });
    this.#write = write;
    this.#repo = repo;
  }

  list(): MappingEntity[] {
    return this.#repo.list();
  }

  /** Also one that was deleted: what uses it still shows its name. */
  named(id: number): Pick<MappingEntity, 'name' | 'kind'> {
    return this.#repo.find(id) ?? this.get(id);
  }

  /** @throws UserError when the name is taken, or a column of the mapping is not in the header */
  enter(ctx: Context, input: SavedMappingInput): MappingEntity {
    return this.create(ctx, {
      name: cleanName(input.name),
      kind: input.kind,
      headers: input.headers,
      mapping: input.mapping,
    });
  }

  /** Changes what is given. */
  change(ctx: Context, id: number, patch: SavedMappingPatch): MappingEntity {
    return this.update(ctx, id, (current) => ({
      name: patch.name === undefined ? current.name : cleanName(patch.name),
      kind: current.kind,
      headers: patch.headers ?? current.headers,
      mapping: patch.mapping ?? current.mapping,
    }));
  }

  /** Takes in a file of another Tillwise, under a name that is free. */
  takeIn(ctx: Context, { tillwise_mapping: _version, ...input }: MappingFile): MappingEntity {
    return this.#write(ctx, () => this.enter(ctx, { ...input, name: this.#freeName(input.name) }));
  }

  /**
   * The mapping that a tool asked for by name.
   * @throws UserError that lists the known names, or names the kind that the mapping is for
   */
  byName(name: string, kind: string): MappingEntity {
    const found = this.#repo.findByName(name);
    if (!found) throw invalid('mapping', this.#unknownName(name));
    if (found.kind !== kind)
      throw invalid(
        'mapping',
        `The mapping "${found.name}" is for ${found.kind}, not for ${kind}. Send the file to the call for ${found.kind}.`,
      );
    return found;
  }

  override restore(ctx: Context, id: number): MappingEntity {
    return this.#write<MappingEntity>(ctx, () => {
      const entity = this.#repo.find(id);
      if (entity && entity.deleted_at !== null) this.#checkName(entity.name, id);
      return super.restore(ctx, id);
    });
  }

  protected override check(
    _tx: WriteTx,
    { name, headers, mapping }: MappingDraft,
    current: MappingEntity | undefined,
  ): void {
    this.#checkName(name, current?.id);
    for (const [field, header] of columnsOf(mapping)) {
      if (!headers.includes(header))
        throw invalid(
          `mapping.${field}`,
          `The headers have no column "${header}". Choose one of them, or leave the field out.`,
        );
    }
  }

  #checkName(name: string, id: number | undefined): void {
    if (name.toLowerCase() === GUESS)
      throw invalid('name', `"${GUESS}" means that Tillwise guesses. Choose another name.`);
    const holder = this.#repo.findByName(name);
    if (holder && holder.id !== id)
      throw conflict(
        'name',
        `There is a mapping "${holder.name}" already. Choose another name, or change that mapping.`,
      );
  }

  #unknownName(name: string): string {
    const names = this.#repo.list().map((mapping) => `"${mapping.name}"`);
    if (names.length === 0)
      return `There is no mapping "${name}": none is saved yet. Leave mapping out to let Tillwise guess.`;
    const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
    return `There is no mapping "${name}". The saved ones are ${names.slice(0, NAMES_SHOWN).join(', ')}${more}; auto lets Tillwise guess.`;
  }

  #freeName(name: string): string {
    const clean = cleanName(name);
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? clean : `${clean.slice(0, 90)} (${number})`;
      if (!this.#repo.findByName(candidate)) return candidate;
    }
  }
}
