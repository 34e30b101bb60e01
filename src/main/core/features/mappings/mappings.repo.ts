import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { headerSetKey } from '../../../../shared/lib/header-set.ts';
import { nameKey } from '../../../../shared/lib/text.ts';
import { importKind, importMapping } from '../../../../shared/schemas/import.ts';
import type { Database } from '../../db/connection.ts';
import { savedMapping } from '../../db/schema/schema.ts';
import { type RecordStore, written } from '../base-service.ts';
import type { MappingDraft, MappingEntity } from './mapping.entity.ts';

export interface MappingsRepo extends RecordStore<MappingEntity, MappingDraft> {
  /** All that are not deleted, by name. */
  list(): MappingEntity[];
  /** The one of that name that is not deleted; spelling apart. */
  findByName(name: string): MappingEntity | undefined;
  /** Those made for this header, the newest first. */
  forHeader(headers: readonly string[]): MappingEntity[];
}

const storedHeaders = z.array(z.string());

/** The table of saved mappings. */
export function createMappingsRepo({ orm }: Database): MappingsRepo {
  const alive = isNull(savedMapping.deleted_at);

  const find = (id: number): MappingEntity | undefined => {
    const row = orm.select().from(savedMapping).where(eq(savedMapping.id, id)).get();
    return row && entity(row);
  };

  return {
    find,
    insert({ ctx }, draft) {
      const { id } = orm
        .insert(savedMapping)
        .values({ ...columns(draft), created_at: ctx.now, updated_at: ctx.now })
        .returning({ id: savedMapping.id })
        .get();
      return written(find(id));
    },
    update({ ctx }, id, draft) {
      orm
        .update(savedMapping)
        .set({
          ...columns(draft),
          updated_at: ctx.now,
          version: sql`${savedMapping.version} + 1`,
        })
        .where(eq(savedMapping.id, id))
        .run();
    },
    setDeleted({ ctx }, id, at) {
      orm
        .update(savedMapping)
        .set({ deleted_at: at, updated_at: ctx.now, version: sql`${savedMapping.version} + 1` })
        .where(eq(savedMapping.id, id))
        .run();
    },
    list: () =>
      orm
        .select()
        .from(savedMapping)
        .where(alive)
        .orderBy(asc(savedMapping.name_key))
        .all()
        .map(entity),
    findByName(name) {
      const row = orm
        .select()
        .from(savedMapping)
        .where(and(eq(savedMapping.name_key, nameKey(name)), alive))
        .get();
      return row && entity(row);
    },
    forHeader: (headers) =>
      orm
        .select()
        .from(savedMapping)
        .where(and(eq(savedMapping.header_key, headerSetKey(headers)), alive))
        .orderBy(desc(savedMapping.updated_at), desc(savedMapping.id))
        .all()
        .map(entity),
  };
}

function columns({ name, kind, headers, mapping }: MappingDraft) {
  return {
    name,
    name_key: nameKey(name),
    kind,
    header_key: headerSetKey(headers),
    headers: JSON.stringify(headers),
    mapping: JSON.stringify(mapping),
  };
}

function entity(row: typeof savedMapping.$inferSelect): MappingEntity {
  const { name_key: _nameKey, header_key: _headerKey, ...rest } = row;
  return {
    ...rest,
    kind: importKind.parse(row.kind),
    headers: storedHeaders.parse(JSON.parse(row.headers)),
    // What a newer version added to mappings has a default for those stored before.
    mapping: importMapping.parse(JSON.parse(row.mapping)),
  };
}
