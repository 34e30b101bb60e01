import { expect, it } from 'vitest';
import { fileNameOf } from './save-file.ts';

it.each([
  ['Till 1/2', 'till-1-2'],
  ['  Café Müller: Kasse ', 'café-müller-kasse'],
  ['..', 'tillwise'],
  ['a'.repeat(200), 'a'.repeat(60)],
])('names a file after "%s"', (name, file) => {
  expect(fileNameOf(name)).toBe(file);
});
