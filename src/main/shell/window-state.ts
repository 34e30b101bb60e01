/** Where the window was, and how it looked, for the next start. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

export const MINIMUM_SIZE = { width: 900, height: 600 } as const;
const FIRST_SIZE = { width: 1280, height: 800 } as const;

const rectangle = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
});
export type Rectangle = z.infer<typeof rectangle>;

const windowState = z.object({ bounds: rectangle, maximized: z.boolean() });
export type WindowState = z.infer<typeof windowState>;

/** The state last saved; null when there is none that can be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Losing it is harmless, so a full disk does not keep the app from closing. */
export function saveWindowState(file: string, state: WindowState): boolean {
  try {
    writeFileSync(file, JSON.stringify(state));
    return true;
  } catch {
    return false;
  }
}

/**
 * Where to open the window: as it was if enough of it lies on a screen that is still there, else in the
 * middle of the main one (no position given).
 * @param screens the work areas of the screens; sizes and positions in device-independent pixels
 */
export function placeWindow(
  saved: WindowState | null,
  screens: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  if (!saved) return FIRST_SIZE;
  const { bounds } = saved;
  const size = {
    width: Math.max(bounds.width, MINIMUM_SIZE.width),
    height: Math.max(bounds.height, MINIMUM_SIZE.height),
  };
  const visible = screens.some((screen) => overlap(screen, { ...bounds, ...size }) >= 0.25);
  return visible ? { x: bounds.x, y: bounds.y, ...size } : size;
}

/** The share of `window` that lies on `screen`, 0 to 1. */
function overlap(screen: Rectangle, window: Rectangle): number {
  const width =
    Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x);
  const height =
    Math.min(screen.y + screen.height, window.y + window.height) - Math.max(screen.y, window.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (window.width * window.height);
}
