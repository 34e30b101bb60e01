/** A first look at a received file: what it is, and how it is to be read. Nothing is stored. */
import { isDeepStrictEqual } from 'node:util';
import type { ShapeByHand } from '../../../shared/schemas/file-shape.ts';
import type { ImportKind, ImportMapping, ImportPreview } from '../../../shared/schemas/import.ts';
import type { Context } from '../context.ts';
import { type ImportTools, shopRules } from './import-run.ts';
import { fittedMapping, isGuess, keptFor, type OwnMappings } from './own-mappings.ts';
import type { Upload } from './uploads.ts';

/** What is already decided; the rest is guessed. */
export interface LookRequest {
  kind?: ImportKind | undefined;
  mapping?: ImportMapping | undefined;
  /** The outer shape of the file, where no mapping says it. */
  table?: ShapeByHand | undefined;
  guess?: readonly ('date_order' | 'decimal' | 'columns')[] | undefined;
  /** Line of the file from which on rows are shown. */
  from_row?: number | undefined;
}

export class FileLook {
  readonly #tools: ImportTools;
  readonly #mappings: OwnMappings;

  constructor(tools: ImportTools, mappings: OwnMappings) {
    this.#tools = tools;
    this.#mappings = mappings;
  }

  /** @throws UserError when the file cannot be imported at all */
  async preview(ctx: Context, upload: Upload, how: LookRequest): Promise<ImportPreview> {
    const inspection = await this.#inspect(ctx, upload, how);
    const before = this.#tools.batches.findDone(upload.sha256);
    return {
      upload_id: upload.id,
      file_name: upload.fileName,
      file_bytes: upload.bytes,
      ...inspection,
      already_imported: before
        ? {
            import_id: before.id,
            finished_at: new Date(before.finished_at ?? before.started_at).toISOString(),
          }
        : null,
    };
  }

  /**
   * How to read a file that nobody looks at.
   * @param mappingName of one of the owner's own mappings; "auto" or nothing guesses
   * @throws UserError when there is no such mapping, or the file cannot be imported at all
   */
  async mappingFor(
    ctx: Context,
    upload: Upload,
    kind: ImportKind,
    mappingName: string | undefined,
  ): Promise<ImportMapping> {
    const own = isGuess(mappingName) ? undefined : this.#mappings.byName(mappingName, kind);
    if (!own) return (await this.#inspect(ctx, upload, { kind })).mapping;
    try {
      const { headers } = await this.#inspect(ctx, upload, { kind, mapping: own.mapping });
      return fittedMapping(own, headers);
    } catch (problem) {
      // What it says by hand may be of another file; rows that were corrected come back as a plain CSV.
      const plain = await this.#inspect(ctx, upload, { kind });
      const { table } = plain.mapping;
      if (isDeepStrictEqual(table, own.mapping.table)) throw problem;
      return { ...fittedMapping(own, plain.headers), table };
    }
  }

  #inspect(ctx: Context, upload: Upload, how: LookRequest) {
    return this.#tools.threads.inspect({
      path: upload.path,
      rules: shopRules(this.#tools, ctx),
      kept: keptFor(this.#mappings),
      ...how,
    });
  }
}
