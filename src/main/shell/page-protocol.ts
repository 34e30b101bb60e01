/** Serves the built page under app://shop/, so that it never has the rights of a file: page. */
import { readFile } from 'node:fs/promises';
import { type Protocol, protocol } from 'electron';
import { contentType, PAGE_SCHEME, pageFile } from './page-files.ts';
import { PAGE_HEADERS } from './page-headers.ts';

/** Call before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Answers addresses of the page from its folder, and everything else with 404. */
export function servePage(on: Protocol, folder: string): void {
  on.handle(PAGE_SCHEME, async (request) => {
    if (request.method !== 'GET') return answer(405);
    const file = pageFile(folder, request.url);
    if (!file) return answer(404);
    try {
      return answer(200, await readFile(file), contentType(file));
    } catch {
      // Without its first file there is no page, and the window has to hear of that.
      return new URL(request.url).pathname === '/' ? Response.error() : answer(404);
    }
  });
}

function answer(status: number, body?: Uint8Array<ArrayBuffer>, type = 'text/plain'): Response {
  return new Response(body ?? null, {
    status,
    headers: { ...PAGE_HEADERS, 'content-type': type },
  });
}
