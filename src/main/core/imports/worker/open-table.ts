/** Opens a file as a table: as the owner says, as a kept mapping says, or as its bytes tell. */
import { isDeepStrictEqual } from 'node:util';
import { SHAPE_FOUND_OUT, type ShapeByHand } from '../../../../shared/schemas/file-shape.ts';
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { FileRefused } from '../file-refused.ts';
import { columnsOf } from '../mapping-columns.ts';
import { type SniffedEncoding, sniffEncoding } from '../sniff/encoding.ts';
import { type SniffedTable, sniffTable } from '../sniff/table.ts';
import type { InspectJob } from './jobs.ts';
import { type FoundMapping, findKept, type KeptMapping } from './kept-mapping.ts';

export interface OpenTable {
  encoding: SniffedEncoding;
  table: SniffedTable;
  /** What was said of it by hand. */
  byHand: ShapeByHand;
  /** The owner's own mapping for this header. */
  kept: FoundMapping | undefined;
  /** How its columns are read; undefined when that is to be guessed. */
  chosen: ImportMapping | undefined;
}

/** @throws FileRefused when there is nothing that could be a table */
export function openTable(job: InspectJob): OpenTable {
  if (job.mapping) return openAsChosen(job, job.mapping);
  if (job.table) {
    const open = openFile(job.path, job.table);
    const kept = findKept(job, open.table.headers);
    const chosen = kept && { ...kept.mapping, table: job.table };
    return { ...open, byHand: job.table, kept, chosen };
  }
  for (const byHand of shapesOf(job.kept)) {
    const open = tryOpen(job.path, byHand);
    const kept = open && findKept({ ...job, kept: keptWith(job.kept, byHand) }, open.table.headers);
    if (open && kept) return { ...open, byHand, kept, chosen: kept.mapping };
  }
  const open = openFile(job.path, SHAPE_FOUND_OUT);
  const kept = findKept(job, open.table.headers);
  if (!kept) return { ...open, byHand: SHAPE_FOUND_OUT, kept, chosen: undefined };
  // It fits without what was said by hand, which was about another file.
  const chosen = { ...kept.mapping, table: SHAPE_FOUND_OUT };
  return { ...open, byHand: SHAPE_FOUND_OUT, kept, chosen };
}

function openAsChosen(job: InspectJob, mapping: ImportMapping): OpenTable {
  const open = openFile(job.path, mapping.table);
  const { headers } = open.table;
  const lost = [...columnsOf(mapping)].some(([, header]) => !headers.includes(header));
  const chosen = lost && job.guess?.includes('columns') ? undefined : mapping;
  return { ...open, byHand: mapping.table, kept: findKept(job, headers), chosen };
}

/** What the owner's mappings say of files by hand, each once. */
function shapesOf(kept: readonly KeptMapping[] = []): ShapeByHand[] {
  const shapes: ShapeByHand[] = [];
  for (const { mapping } of kept) {
    const known = [SHAPE_FOUND_OUT, ...shapes];
    if (!known.some((shape) => isDeepStrictEqual(shape, mapping.table))) shapes.push(mapping.table);
  }
  return shapes;
}

function keptWith(kept: readonly KeptMapping[] = [], byHand: ShapeByHand): KeptMapping[] {
  return kept.filter(({ mapping }) => isDeepStrictEqual(mapping.table, byHand));
}

function openFile(path: string, byHand: ShapeByHand): Pick<OpenTable, 'encoding' | 'table'> {
  const encoding = sniffEncoding(path, byHand.encoding);
  return { encoding, table: sniffTable(path, encoding, byHand) };
}

/** A file that was saved in another way does not open so. */
function tryOpen(path: string, byHand: ShapeByHand): ReturnType<typeof openFile> | undefined {
  try {
    return openFile(path, byHand);
  } catch (error) {
    if (error instanceof FileRefused) return undefined;
    throw error;
  }
}
