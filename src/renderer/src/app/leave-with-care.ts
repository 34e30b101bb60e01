import type { AroundNavHandler } from 'wouter';
import { askToLeave } from '../ui/forms/leave-question.tsx';
import { unsavedOnPage } from '../ui/forms/unsaved.ts';

/** Does what takes away what is on screen; asks first, for each thing that would be lost. */
export function withCare(leave: () => void): void {
  const ask = unsavedOnPage().reduceRight(
    (next, unsaved) => () => askToLeave(unsaved, next),
    leave,
  );
  ask();
}

/** Goes to another screen; asks first when something typed would be lost. */
export const leaveWithCare: AroundNavHandler = (navigate, to, options) => {
  const go = () => navigate(to, options);
  if (window.location.hash === `#${to}`) go();
  else withCare(go);
};
