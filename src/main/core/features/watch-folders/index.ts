export { FolderWatch, type WatchTiming } from './folder-watch.ts';
export { createWatchFoldersRepo } from './watch-folders.repo.ts';
export { watchFoldersRouter } from './watch-folders.router.ts';
export { WatchFoldersService } from './watch-folders.service.ts';
