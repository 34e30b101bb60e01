/** What the main thread asks of the worker, and what it answers. Plain data only. */
import type {
  ImportKind,
  ImportMapping,
  ImportPreview,
} from '../../../../shared/schemas/import.ts';
import type { ShopRules } from '../read/fields.ts';
import type { StageTotals } from '../stage/stage-file.ts';
import type { KeptMapping } from './kept-mapping.ts';

export interface InspectJob {
  job: 'inspect';
  path: string;
  rules: ShopRules;
  kind?: ImportKind | undefined;
  mapping?: ImportMapping | undefined;
  /** The owner's own mappings, looked through before anything is guessed. */
  kept?: readonly KeptMapping[] | undefined;
  /** Take the date order from the file, even though the mapping names one. */
  guess_date_order?: boolean | undefined;
}

export type Inspection = Omit<
  ImportPreview,
  'upload_id' | 'file_name' | 'file_bytes' | 'already_imported'
>;

export interface StageJob {
  job: 'stage';
  path: string;
  stagePath: string;
  nativeBinding?: string | undefined;
  rules: ShopRules;
  kind: ImportKind;
  mapping: ImportMapping;
  /** Rows as the owner corrected them, by their line in the file. */
  corrections?: readonly { row: number; cells: string[] }[];
  /** Lines of the file that the owner left out. */
  excluded_rows?: readonly number[];
}

/** Moves what was committed from the write-ahead log into the shop's file, each time it is told. */
export interface CheckpointJob {
  job: 'checkpoint';
  file: string;
  nativeBinding?: string | undefined;
}

export type Job = InspectJob | StageJob | CheckpointJob;

export type WorkerMessage =
  | { type: 'progress'; done: number; rows: number }
  | { type: 'inspected'; inspection: Inspection }
  | { type: 'staged'; totals: StageTotals }
  | { type: 'checkpointed' }
  /** The file cannot be imported; a sentence for the owner. */
  | { type: 'refused'; reason: string };
