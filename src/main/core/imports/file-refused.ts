/** A whole file that cannot be imported. The message is a sentence for the owner; nothing was stored. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}
