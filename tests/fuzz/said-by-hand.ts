/** What somebody may say of the shape of any file: mostly wrong. */
import { type ShapeByHand, separator, textEncoding } from '../../src/shared/schemas/file-shape.ts';
import { chanceOf } from './random.ts';

/** The same for the same seed. */
export function saidByHand(seed: number): ShapeByHand {
  const chance = chanceOf(seed + 0x5eed);
  const oneOf = <Value>(values: readonly Value[]): Value | null =>
    chance.once(2) ? null : (values[chance.int(values.length)] ?? null);
  return {
    encoding: oneOf(textEncoding.options),
    separator: oneOf(separator.options),
    header_line: oneOf([0, 1, 2, 3, 5, 8, 40]),
  };
}
