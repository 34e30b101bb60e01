import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINIMUM_SIZE, placeWindow, readWindowState, saveWindowState } from './window-state.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const second = { x: 1440, y: 0, width: 1920, height: 1080 };
const onSecond = { bounds: { x: 1600, y: 100, width: 1200, height: 700 }, maximized: false };

describe('where the window opens', () => {
  it('is where it was left', () => {
    expect(placeWindow(onSecond, [laptop, second])).toEqual(onSecond.bounds);
  });

  it('is on the main screen, in the same size, when its screen is gone', () => {
    expect(placeWindow(onSecond, [laptop])).toEqual({ width: 1200, height: 700 });
  });

  it('is never smaller than the smallest useful size', () => {
    const tiny = { bounds: { x: 0, y: 0, width: 10, height: 10 }, maximized: false };
    expect(placeWindow(tiny, [laptop])).toMatchObject(MINIMUM_SIZE);
  });

  it('is 1280 × 800 the first time', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1280, height: 800 });
  });
});

describe('the remembered window', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tillwise-window-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('comes back as it was saved', () => {
    const file = path.join(folder, 'window.json');
    expect(saveWindowState(file, onSecond)).toBe(true);
    expect(readWindowState(file)).toEqual(onSecond);
  });

  it.each(['', '{', '[]', '{"bounds":{"x":1e400}}', '{"bounds":"large","maximized":1}'])(
    'is forgotten when its file says %s',
    (text) => {
      const file = path.join(folder, 'window.json');
      writeFileSync(file, text);
      expect(readWindowState(file)).toBeNull();
    },
  );

  it('that cannot be saved does not throw', () => {
    expect(saveWindowState(path.join(folder, 'no', 'such', 'folder.json'), onSecond)).toBe(false);
  });
});
