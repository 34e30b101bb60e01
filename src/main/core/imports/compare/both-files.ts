/**
 * The shop's file and a staging file beside each other, for reading only: whatever a statement here
 * says, neither can be changed. What is found is kept in temporary tables.
 */
import Sqlite from 'better-sqlite3';

/** Opens the shop's file as `main` and the staging file as `stage`. Who calls closes it. */
export function openBoth(
  shopFile: string,
  stagePath: string,
  nativeBinding: string | undefined,
): Sqlite.Database {
  const both = new Sqlite(shopFile, {
    readonly: true,
    ...(nativeBinding ? { nativeBinding } : {}),
  });
  both.prepare('ATTACH ? AS stage').run(stagePath);
  return both;
}
