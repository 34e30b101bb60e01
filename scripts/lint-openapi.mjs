/** Holds resources/openapi.json against Redocly's recommended rules; every remark is an error. */
import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const file = new URL('../resources/openapi.json', import.meta.url);
const config = await createConfig({ extends: ['recommended'] });
const problems = await lintFromString({
  source: await readFile(file, 'utf8'),
  absoluteRef: 'openapi.json',
  config,
});
for (const { severity, ruleId, message, location } of problems)
  console.log(`${severity} ${ruleId} at ${location[0]?.pointer}: ${message}`);
console.log(
  `resources/openapi.json: ${problems.length} problems under Redocly's recommended rules`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
