/** Tells tools on this computer where the server is. Never a token: any program may read it. */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const discovery = z.object({
  base_url: z.string(),
  pid: z.number().int(),
  version: z.string(),
  started_at: z.string(),
});
export type Discovery = z.infer<typeof discovery>;

/** Path of the file in a data folder. */
export function discoveryPath(dataDir: string): string {
  return join(dataDir, 'api.json');
}

/** Writes the file in one step: who reads it finds all of it or none. */
export async function writeDiscovery(dataDir: string, content: Discovery): Promise<void> {
  const path = discoveryPath(dataDir);
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** The content; undefined when there is no such file or it is not ours. */
export async function readDiscovery(dataDir: string): Promise<Discovery | undefined> {
  try {
    return discovery.parse(JSON.parse(await readFile(discoveryPath(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Removes the file, unless another server has written its own since. */
export async function removeDiscovery(dataDir: string, baseUrl: string): Promise<void> {
  const current = await readDiscovery(dataDir);
  if (current?.pid === process.pid && current.base_url === baseUrl)
    await rm(discoveryPath(dataDir), { force: true });
}
