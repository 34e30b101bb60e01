/** Sends a file through the calls that the import dialog makes. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportBatch, ImportKind, ImportMapping } from '../../src/shared/schemas/import.ts';
import type { TestCore } from './test-core.ts';

/** Larger than one piece of the dialog, so that pieces are put together. */
const PIECE_BYTES = 700;

export interface Sent {
  kind?: ImportKind;
  mapping?: Partial<ImportMapping> | undefined;
  mode?: 'good_rows' | 'strict';
  already_there?: 'skip' | 'add';
}

/** Uploads bytes in pieces. @returns the upload's id */
export async function uploadBytes(
  { client }: Pick<TestCore, 'client'>,
  bytes: Uint8Array<ArrayBuffer>,
  fileName = 'file.csv',
): Promise<string> {
  const { upload_id } = await client.imports.openUpload({
    file_name: fileName,
    file_bytes: bytes.byteLength,
  });
  for (let offset = 0; offset < bytes.byteLength; offset += PIECE_BYTES) {
    const piece = new Blob([bytes.slice(offset, offset + PIECE_BYTES)]);
    await client.imports.appendUpload({ upload_id, offset, piece });
  }
  return upload_id;
}

/** The bytes of a text. */
export function asBytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

/** The bytes of a fixture in tests/fixtures/csv. */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`../fixtures/csv/${name}`, import.meta.url)));
}

/** Uploads, looks, starts and waits. */
export async function importBytes(
  shop: Pick<TestCore, 'client' | 'core'>,
  bytes: Uint8Array<ArrayBuffer>,
  { kind, mapping, ...choices }: Sent = {},
  fileName?: string,
): Promise<ImportBatch> {
  const upload_id = await uploadBytes(shop, bytes, fileName && basename(fileName));
  const preview = await shop.client.imports.preview({ upload_id, kind });
  const { id } = await shop.client.imports.start({
    upload_id,
    kind: preview.kind,
    mapping: { ...preview.mapping, ...mapping },
    ...choices,
  });
  await shop.core.services.imports.finished(id);
  return shop.client.imports.get({ id });
}
