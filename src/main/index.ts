/** Tillwise in Electron: says where the built parts are, and starts. */
import path from 'node:path';
import { runDesktop } from './shell/desktop.ts';

runDesktop({
  page: path.join(import.meta.dirname, '../renderer'),
  preload: path.join(import.meta.dirname, '../preload/index.cjs'),
});
