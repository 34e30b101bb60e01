import { mappingFile, type SavedMapping } from '../../../../../shared/schemas/mapping.ts';
import { client } from '../../../api/client.ts';
import { WindowProblem } from '../../../api/problem.ts';
import { fileNameOf, saveFile } from '../../../ui/save-file.ts';

/** Larger than any mapping is. */
const MOST_BYTES = 1_000_000;

/** Saves a mapping as a file for another Tillwise. */
export async function saveMappingFile({ id, name }: SavedMapping): Promise<void> {
  const file = await client.mappings.exportFile({ id });
  const text = `${JSON.stringify(file, null, 2)}\n`;
  saveFile(`${fileNameOf(name)}.mapping.json`, new Blob([text], { type: 'application/json' }));
}

/**
 * Takes in a mapping that another Tillwise saved.
 * @throws WindowProblem when the file is no mapping
 */
export async function takeInMapping(file: File): Promise<SavedMapping> {
  return client.mappings.importFile(await readMappingFile(file));
}

async function readMappingFile(file: File) {
  const wrong = new WindowProblem(
    `“${file.name}” is not a mapping file. Choose one that was made by “Save as a file”.`,
  );
  if (file.size > MOST_BYTES) throw wrong;
  let content: unknown;
  try {
    content = JSON.parse(await file.text());
  } catch {
    throw wrong;
  }
  const read = mappingFile.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw issue?.path[0] === 'tillwise_mapping' ? new WindowProblem(issue.message) : wrong;
}
