/** Which folder holds the shop's data, and whether it can be used at all. */
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** In the app's own settings folder: the data folder the owner chose instead. */
const CHOICE_FILE = 'data-folder.json';

const choice = z.object({ data_folder: z.string().min(1) });

export interface DataFolder {
  path: string;
  /** Given for this start only, by the command line or the environment. */
  givenForThisStart: boolean;
}

/**
 * The folder given on the command line, else by the environment, else the one the owner chose, else
 * the app's own.
 */
export function findDataFolder(given: {
  commandLine: string;
  environment: string | undefined;
  ownFolder: string;
}): DataFolder {
  const forThisStart = given.commandLine || given.environment;
  if (forThisStart) return { path: path.resolve(forThisStart), givenForThisStart: true };
  return { path: readChoice(given.ownFolder) ?? given.ownFolder, givenForThisStart: false };
}

/** Remembers the owner's choice for later starts. */
export function rememberDataFolder(ownFolder: string, folder: string): void {
  mkdirSync(ownFolder, { recursive: true });
  writeFileSync(path.join(ownFolder, CHOICE_FILE), JSON.stringify({ data_folder: folder }));
}

function readChoice(ownFolder: string): string | undefined {
  try {
    return choice.parse(JSON.parse(readFileSync(path.join(ownFolder, CHOICE_FILE), 'utf8')))
      .data_folder;
  } catch {
    return undefined;
  }
}

/** Makes the folder where it is missing. @returns what is wrong with it, in words; null when nothing is */
export function prepareDataFolder(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return `Tillwise cannot read and write its data folder ${folder}. Check that the folder exists, that the disk is connected and that you may write there.`;
  }
}
