/** How long the program keeps everybody else waiting at most, while something is done. */

/** Of this thread, in ms: what passes on a computer that does nothing else. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** What came of the work, and the most processor time in ms that passed between two turns meanwhile. */
export async function longestStep<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; longest: number }> {
  let longest = 0;
  let last = processorTime();
  let isOn = true;
  const tick = () => {
    const now = processorTime();
    longest = Math.max(longest, now - last);
    last = now;
    if (isOn) setImmediate(tick);
  };
  setImmediate(tick);
  const result = await work();
  isOn = false;
  return { result, longest };
}
