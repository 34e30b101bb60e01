import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kpiDefinitions } from './kpis.ts';

test('docs/kpis.md says what the definitions say', () => {
  const page = readFileSync(new URL('../../../../../docs/kpis.md', import.meta.url), 'utf8');
  const table = page.split('\n').filter((line) => /^\| [^|]+ \| `/.test(line));
  expect(table).toEqual(
    kpiDefinitions().map(
      ({ label, name, formula, unit, version }) =>
        `| ${label} | \`${name}\` | ${formula} | ${unit} | ${version} |`,
    ),
  );
});
