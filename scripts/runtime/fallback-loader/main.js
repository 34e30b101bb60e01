/**
 * Takes the place of stock Electron's default app inside the fallback runtime: opens the application
 * folder that is the first plain argument. It must await the main module, because calls that Electron
 * only accepts before `ready` (privileged schemes, enableSandbox) are made there.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (!folder) {
  process.stderr.write('Give the application folder as the first argument.\n');
  app.exit(1);
} else {
  const applicationFolder = path.resolve(folder);
  const manifest = JSON.parse(readFileSync(path.join(applicationFolder, 'package.json'), 'utf8'));
  process.defaultApp = true;
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setDesktopName(`${app.name}.desktop`);
  app.setAppPath(applicationFolder);
  try {
    await import(pathToFileURL(path.join(applicationFolder, manifest.main)).href);
  } catch (error) {
    process.stderr.write(`The application could not be loaded: ${error?.stack ?? error}\n`);
    app.exit(1);
  }
}
