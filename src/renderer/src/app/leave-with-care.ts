import type { AroundNavHandler } from 'wouter';
import { askToLeave } from '../ui/forms/leave-question.tsx';
import { unsavedOnPage } from '../ui/forms/unsaved.ts';

/** Goes to another screen; asks first when something typed would be lost. */
export const leaveWithCare: AroundNavHandler = (navigate, to, options) => {
  const unsaved = unsavedOnPage();
  const go = () => navigate(to, options);
  if (unsaved === null || window.location.hash === `#${to}`) go();
  else askToLeave(unsaved, go);
};
