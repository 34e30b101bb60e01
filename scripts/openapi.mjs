/**
 * Writes resources/openapi.json from the contract. Run it after a change of the contract:
 * `npm run openapi`.
 */
import { readFile, writeFile } from 'node:fs/promises';

const fromRoot = (/** @type {string} */ path) => new URL(`../${path}`, import.meta.url);
const { version } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8'));
const { committedOpenApi } = await import(fromRoot('src/main/http/openapi-document.ts').href);
await writeFile(fromRoot('resources/openapi.json'), await committedOpenApi(version));
