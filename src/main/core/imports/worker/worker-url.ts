/** From source the worker is a .ts file beside this one; in the bundle a file beside the chunk. */
export const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './import-worker.ts' : './import-worker.js',
  import.meta.url,
);
