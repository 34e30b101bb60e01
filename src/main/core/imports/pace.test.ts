import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from './pace.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

test('tells rows a second and the time left once it has seen enough', () => {
  const pace = new Pace();
  vi.advanceTimersByTime(500);
  expect(pace.after(0.1, 1000)).toEqual({ rowsPerSecond: null, secondsLeft: null });
  vi.advanceTimersByTime(1500);
  expect(pace.after(0.25, 50_000)).toEqual({ rowsPerSecond: 25_000, secondsLeft: 6 });
  vi.advanceTimersByTime(6000);
  expect(pace.after(1, 200_000)).toEqual({ rowsPerSecond: 25_000, secondsLeft: 0 });
  expect(new Pace().after(0, 0)).toEqual({ rowsPerSecond: null, secondsLeft: null });
});
