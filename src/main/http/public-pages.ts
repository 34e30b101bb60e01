/** What the server says without a token. It tells nothing of the shop. */
import type { Database } from '../core/db/connection.ts';
import { DOCS_PATH } from './docs-page.ts';
import { type Answer, json } from './respond.ts';

/** Below this path stands the contract. */
export const API_PREFIX = '/api/v1';
export const OPENAPI_PATH = `${API_PREFIX}/openapi.json`;

/** `GET /`: that this is Tillwise, and where to read on. */
export function rootPage(): Answer {
  return json(200, { message: 'Tillwise API', status: 'running', docs: DOCS_PATH });
}

/** `GET /health`: 503 when the data file does not answer. */
export function healthPage(database: Database, version: string): Answer {
  const works = answers(database);
  return json(works ? 200 : 503, {
    status: works ? 'healthy' : 'unhealthy',
    database: works ? 'connected' : 'disconnected',
    version,
  });
}

function answers({ sqlite }: Database): boolean {
  try {
    return sqlite.prepare('SELECT 1').pluck().get() === 1;
  } catch {
    return false;
  }
}
