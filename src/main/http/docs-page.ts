/** The page at /docs. It comes from this server whole, asks nobody else, and keeps nothing. */
import { readFile } from 'node:fs/promises';
import type { Answer } from './respond.ts';

export const DOCS_PATH = '/docs';

const FOLDER = new URL('./docs/', import.meta.url);

/** Path → file and content type. */
const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  [DOCS_PATH]: ['index.html', 'text/html; charset=utf-8'],
  [`${DOCS_PATH}/`]: ['index.html', 'text/html; charset=utf-8'],
  [`${DOCS_PATH}/docs.css`]: ['docs.css', 'text/css; charset=utf-8'],
  [`${DOCS_PATH}/docs.js`]: ['docs.js', 'text/javascript; charset=utf-8'],
  [`${DOCS_PATH}/elements.js`]: ['elements.js', 'text/javascript; charset=utf-8'],
  [`${DOCS_PATH}/try-it.js`]: ['try-it.js', 'text/javascript; charset=utf-8'],
};

/** Its own scripts and styles, calls to its own server, and nothing else. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
} as const;

/** A file of the page; undefined for a path that is none. */
export function docsFile(path: string): (() => Promise<Answer>) | undefined {
  const entry = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (!entry) return undefined;
  const [file, contentType] = entry;
  return async () => ({
    status: 200,
    headers: HEADERS,
    contentType,
    body: await readFile(new URL(file, FOLDER), 'utf8'),
  });
}
