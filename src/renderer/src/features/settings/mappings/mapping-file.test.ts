import { describe, expect, it } from 'vitest';
import { problemOf } from '../../../api/problem.ts';
import { takeInMapping } from './mapping-file.ts';

const wordsOf = async (content: string) =>
  takeInMapping(new File([content], 'till.json')).then(
    () => 'taken in',
    (error: unknown) => problemOf(error).message,
  );

describe('a file that is no mapping', () => {
  it('is refused with what would be right, not as a lost connection', async () => {
    for (const content of ['', 'date,amount', '[]', '{"tillwise_mapping":1}'])
      expect(await wordsOf(content)).toContain('“till.json” is not a mapping file');
    expect(await wordsOf('{"tillwise_mapping":2}')).toContain('a newer Tillwise saved it');
  });
});
