import { expect, it } from 'vitest';
import { errorDetails } from './log.ts';

it('tells where an error was thrown, and nothing of what it says', () => {
  const error = new Error('1 row of Ana Silva\nat Ana Silva’s, 5 May\nis not\nwhat it\nshould\nbe');
  const { at, ...rest } = errorDetails(error);
  expect(JSON.stringify(rest)).not.toContain('Ana');
  expect(JSON.stringify(at)).not.toContain('Ana');
  expect(at).toEqual(expect.arrayContaining([expect.stringContaining('log.test.ts')]));
});
