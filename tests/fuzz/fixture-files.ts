import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FORMATS = fileURLToPath(new URL('../../src/main/core/imports/formats', import.meta.url));

/** The fixtures of all known systems. */
export function fixtureFiles(): [Buffer, ...Buffer[]] {
  const [first, ...others] = readdirSync(FORMATS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => readFileSync(join(FORMATS, name)));
  if (!first) throw new Error('there are no fixtures');
  return [first, ...others];
}
