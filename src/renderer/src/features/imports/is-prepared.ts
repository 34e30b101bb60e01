import {
  type ImportChoices,
  importChoices,
  type ReadingOrder,
} from '../../../../shared/schemas/import-check.ts';
import { editCount } from './corrections.ts';
import type { Asked, ImportStage } from './import-store.ts';

const nothingDecided = JSON.stringify(importChoices.parse({}));

/** Whether the owner put work into the file at hand, rather than only choosing it. */
export function isPrepared(stage: ImportStage): boolean {
  switch (stage.name) {
    case 'look':
      return isAsked(stage.asked) || stage.leftOut.length > 0 || stage.corrections.length > 0;
    case 'checking':
      return isReadOtherwise(stage.order) || isAsked(stage.asked) || isDecided(stage.choices);
    case 'found': {
      const { order, asked, choices, edits, leaveOut, again } = stage;
      return (
        isReadOtherwise(order) ||
        // Loaded anew, how it is read is all asked for, guesses as well.
        (isAsked(asked) && !again) ||
        isDecided(choices) ||
        editCount(edits, leaveOut) > 0
      );
    }
    default:
      return false;
  }
}

const isAsked = (asked: Asked) => Object.keys(asked).length > 0;

const isReadOtherwise = ({ excluded_rows, corrections }: ReadingOrder) =>
  excluded_rows.length > 0 || corrections.length > 0;

const isDecided = (choices: ImportChoices) => JSON.stringify(choices) !== nothingDecided;
