/** What the main thread asks of the worker, and what it answers. Plain data only. */
import type { ShapeByHand } from '../../../../shared/schemas/file-shape.ts';
import type {
  ImportKind,
  ImportMapping,
  ImportPreview,
} from '../../../../shared/schemas/import.ts';
import type {
  BadRow,
  ChangedTicket,
  ImportCheck,
  ImportChoices,
  ReadingOrder,
  SuggestedCell,
} from '../../../../shared/schemas/import-check.ts';
import type { Page } from '../compare/bad-rows.ts';
import type { ShopRules } from '../read/fields.ts';
import type { StageTotals } from '../stage/stage-file.ts';
import type { KeptMapping } from './kept-mapping.ts';
import type { StagingLine } from './staging-thread.ts';

export interface InspectJob {
  job: 'inspect';
  path: string;
  rules: ShopRules;
  kind?: ImportKind | undefined;
  mapping?: ImportMapping | undefined;
  /** The outer shape of the file, where no mapping says it. */
  table?: ShapeByHand | undefined;
  /** The owner's own mappings, looked through before anything is guessed. */
  kept?: readonly KeptMapping[] | undefined;
  /** What to take from the file even though the mapping names it. */
  guess?: readonly ('date_order' | 'decimal' | 'columns')[] | undefined;
  /** Line of the file from which on rows are shown. */
  from_row?: number | undefined;
}

export type Inspection = Omit<
  ImportPreview,
  'upload_id' | 'file_name' | 'file_bytes' | 'already_imported'
>;

/** Reads a whole file into a staging file. */
export interface ReadJob {
  path: string;
  stagePath: string;
  nativeBinding?: string | undefined;
  rules: ShopRules;
  kind: ImportKind;
  mapping: ImportMapping;
  /** Rows as the owner corrected them. */
  corrections: ReadingOrder['corrections'];
  /** Lines of the file that the owner left out. */
  excluded_rows: readonly number[];
  /** To a thread that stages what this one reads; without it one thread does both. */
  line?: StagingLine | undefined;
}

/** Stages what another thread reads. */
export interface StageJob {
  job: 'stage';
  line: StagingLine;
  stagePath: string;
  nativeBinding?: string | undefined;
}

/** Reads a file, compares its records with the shop, and applies what the owner chose. */
export interface PrepareJob extends ReadJob {
  job: 'prepare';
  /** The staging file is there already, from a check of the same file read the same way. */
  isRead: boolean;
  /** The shop's file. */
  shopFile: string;
  choices: ImportChoices;
  /** Tell what was found; costs a little, so only who shows it asks. */
  report: boolean;
}

export interface Prepared {
  totals: StageTotals;
  /** Rows that are not stored because the shop has them; the second with another content. */
  alreadyThereRows: number;
  changedRows: number;
  check: ImportCheck | undefined;
}

/** Moves what was committed from the write-ahead log into the shop's file, each time it is told. */
export interface CheckpointJob {
  job: 'checkpoint';
  file: string;
  nativeBinding?: string | undefined;
}

/** Reads a page of what a finished check found. */
export interface FindingsJob extends Page {
  job: 'findings';
  part: 'bad' | 'changed' | 'suggestions';
  shopFile: string;
  stagePath: string;
  nativeBinding?: string | undefined;
  /** Decimals of the currency. */
  digits: number;
}

export interface Findings {
  bad: BadRow[];
  changed: ChangedTicket[];
  suggestions: SuggestedCell[];
}

export type FileJob = InspectJob | PrepareJob | FindingsJob;

/** What a thread is started for that takes no file jobs. */
export type ThreadJob = CheckpointJob | StageJob;

export type WorkerMessage =
  | { type: 'progress'; phase: 'reading' | 'comparing'; done: number; rows: number }
  | { type: 'inspected'; inspection: Inspection }
  | { type: 'prepared'; prepared: Prepared }
  | { type: 'findings'; findings: Findings }
  | { type: 'checkpointed' }
  /** The file cannot be imported; a sentence for the owner. */
  | { type: 'refused'; reason: string };
