import type { StoredRecord } from '../base-service.ts';

/** What a watched folder shall be. */
export interface WatchFolderDraft {
  /** Its whole path. */
  folder: string;
  saved_mapping_id: number;
  active: boolean;
}

/** A watched folder as stored; times in UTC ms. */
export interface WatchFolderEntity extends StoredRecord, WatchFolderDraft {
  created_at: number;
  updated_at: number;
}

/** A file that was taken from a watched folder. */
export interface WatchFileEntity {
  id: number;
  watch_folder_id: number;
  file_name: string;
  file_sha256: string;
  /** started: its import runs, or was interrupted and waits for the owner. */
  outcome: 'started' | 'imported' | 'failed';
  import_batch_id: number | null;
  message: string | null;
  seen_at: number;
}
