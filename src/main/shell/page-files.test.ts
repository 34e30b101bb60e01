import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageFile } from './page-files.ts';

const folder = path.resolve('/opt/tillwise/out/renderer');

describe('the file an app:// address means', () => {
  it('is the page for the root, and the file below the folder otherwise', () => {
    expect(pageFile(folder, 'app://shop/')).toBe(path.join(folder, 'index.html'));
    expect(pageFile(folder, 'app://shop/assets/index-1.js?v=2#x')).toBe(
      path.join(folder, 'assets/index-1.js'),
    );
  });

  it.each([
    'app://shop/../main/index.js',
    'app://shop/%2e%2e/main/index.js',
    'app://shop/..%2fmain/index.js',
    'app://shop/assets/..%2f..%2f..%2fmain/index.js',
    'app://shop/..%5cmain%5cindex.js',
    'app://shop/%00.html',
    'app://shop/%E0%A4%A.html',
    'app://shop//etc/passwd.js',
    'app://elsewhere/index.html',
    'file:///etc/index.html',
    'app://shop/assets',
    'app://shop/data.sqlite',
    'not an address',
  ])('is nothing outside the page for %s', (address) => {
    const file = pageFile(folder, address);
    expect(file === null || path.relative(folder, file).startsWith('..') === false).toBe(true);
    expect(file).not.toBe(path.resolve(folder, '../main/index.js'));
  });

  it('never leaves the folder, whatever the path says', () => {
    const piece = fc.constantFrom('..', '%2e%2e', '%2f', '%5c', '/', '.', 'a', '%00', '.js', '\\');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = pageFile(folder, `app://shop/${pieces.join('')}`);
        if (file !== null) expect(file.startsWith(folder + path.sep)).toBe(true);
      }),
    );
  });
});
