import type { ImportKind, ImportMapping } from '../../../../shared/schemas/import.ts';
import type { StoredRecord } from '../base-service.ts';

/** What a saved mapping shall be. */
export interface MappingDraft {
  name: string;
  kind: ImportKind;
  /** As the file writes them. */
  headers: readonly string[];
  mapping: ImportMapping;
}

/** A saved mapping as stored; times in UTC ms. */
export interface MappingEntity extends StoredRecord, MappingDraft {
  created_at: number;
  updated_at: number;
}
