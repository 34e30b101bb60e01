/** Several files chosen at once: they are looked at and imported one after another. */
import { create } from 'zustand';
import { discardUpload, showStage, useImportStage } from './import-store.ts';
import { sendFile } from './send-file.ts';

export interface QueuedFile {
  name: string;
  file: File;
  state: 'waiting' | 'now' | 'imported' | 'left out' | 'refused';
  /** Once it is imported or about to be. */
  importId: number | null;
}

export const useFileQueue = create<{ files: readonly QueuedFile[] }>(() => ({ files: [] }));

const filesNow = () => useFileQueue.getState().files;
const setFiles = (files: readonly QueuedFile[]) => useFileQueue.setState({ files });

/** Takes files as chosen, dropped or pasted, and begins with the first. */
export function takeFiles(files: readonly File[]): void {
  if (files.length === 0) return;
  discardUpload();
  setFiles(files.map((file) => ({ name: file.name, file, state: 'waiting', importId: null })));
  nextFile();
}

/** Notes which import the file at hand became. */
export function noteImport(importId: number): void {
  setFiles(
    filesNow().map((one) => (one.state === 'now' ? { ...one, state: 'imported', importId } : one)),
  );
}

/** Puts the file at hand aside, and goes on with the next one; after the last, says what became of all. */
export function nextFile(): void {
  discardUpload();
  const state = useImportStage.getState().stage.name === 'refused' ? 'refused' : 'left out';
  const files = filesNow().map(
    (one): QueuedFile => (one.state === 'now' ? { ...one, state } : one),
  );
  const index = files.findIndex(({ state }) => state === 'waiting');
  const next = files[index];
  if (next) {
    setFiles(files.map((one, at) => (at === index ? { ...one, state: 'now' } : one)));
    void sendFile(next.file);
  } else if (files.length > 1) {
    setFiles(files);
    showStage({ name: 'summary' });
  } else {
    chooseAnotherFile();
  }
}

/** Back to choosing; nothing is kept of the files before. */
export function chooseAnotherFile(): void {
  discardUpload();
  setFiles([]);
  showStage({ name: 'choose' });
}
