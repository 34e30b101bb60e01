/** Which file of the built page an app:// address means. */
import path from 'node:path';

export const PAGE_SCHEME = 'app';
const PAGE_HOST = 'shop';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** @returns the file below `folder`, or null for anything that is not a file of the page */
export function pageFile(folder: string, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${PAGE_SCHEME}:` || url.host !== PAGE_HOST) return null;
  const name = decoded(url.pathname);
  if (name === null || /[\0\\]/.test(name)) return null;
  const file = path.join(folder, name === '/' ? 'index.html' : name);
  const below = path.relative(folder, file);
  if (below === '' || below.startsWith('..') || path.isAbsolute(below)) return null;
  return contentType(file) ? file : null;
}

/** The type of a file of the page; undefined for a kind that the page has none of. */
export function contentType(file: string): string | undefined {
  return CONTENT_TYPES[path.extname(file)];
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
