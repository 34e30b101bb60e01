/** Whether rules are being applied or taken back: the end of Tillwise would stop that half way. */
import { create } from 'zustand';
import { type EndLoss, useTellEndLoss } from '../../../ui/forms/closing.ts';

const useAtWork = create<{ runs: number }>(() => ({ runs: 0 }));

/** Runs a call that goes through many expenses. */
export async function atWork<Answer>(call: Promise<Answer>): Promise<Answer> {
  const count = (by: number) => useAtWork.setState(({ runs }) => ({ runs: runs + by }));
  count(1);
  try {
    return await call;
  } finally {
    count(-1);
  }
}

const stopped: EndLoss = {
  sentence:
    'Your expense rules are at work and would stop half way. When you open Tillwise again, it says how to go on.',
  stay: 'Let them finish',
  leave: 'Stop and close',
};

/** Has the owner asked before the end of Tillwise stops them. */
export function useTellRulesAtWork(): void {
  useTellEndLoss(useAtWork(({ runs }) => runs > 0) ? stopped : null);
}
