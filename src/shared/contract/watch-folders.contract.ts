/** Folders whose new files are imported by themselves. */
import { z } from 'zod';
import { done, rowId } from '../schemas/primitives.ts';
import {
  watchedFile,
  watchFolder,
  watchFolderInput,
  watchFolderPatch,
} from '../schemas/watch-folder.ts';
import { admin, windowOnly } from './base.ts';

const tags = ['Watched folders'];
const id = rowId;

export const watchFoldersContract = {
  list: admin
    .route({ method: 'GET', path: '/watch-folders', tags, summary: 'Watched folders' })
    .output(z.array(watchFolder)),
  create: admin
    .route({
      method: 'POST',
      path: '/watch-folders',
      tags,
      summary: 'Watch a folder: new files in it are imported, then moved to done or failed',
      successStatus: 201,
    })
    .input(watchFolderInput)
    .output(watchFolder),
  get: admin
    .route({ method: 'GET', path: '/watch-folders/{id}', tags, summary: 'Read a watched folder' })
    .input(z.object({ id }))
    .output(watchFolder),
  update: admin
    .route({
      method: 'PUT',
      path: '/watch-folders/{id}',
      tags,
      summary: 'Change a watched folder, or turn it on and off; what is not given stays',
    })
    .input(watchFolderPatch.extend({ id }))
    .output(watchFolder),
  remove: admin
    .route({
      method: 'DELETE',
      path: '/watch-folders/{id}',
      tags,
      summary: 'Watch a folder no more; its files stay',
    })
    .input(z.object({ id }))
    .output(done),
  restore: admin
    .route({
      method: 'POST',
      path: '/watch-folders/{id}/restore',
      tags,
      summary: 'Watch a folder again',
    })
    .input(z.object({ id }))
    .output(watchFolder),
  files: admin
    .route({
      method: 'GET',
      path: '/watch-folders/{id}/files',
      tags,
      summary: 'The newest files that were taken from a folder',
    })
    .input(z.object({ id }))
    .output(z.array(watchedFile)),
  /** Asks the owner for a folder; null when none was chosen. */
  choose: windowOnly.output(z.object({ folder: z.string().nullable() })),
};
