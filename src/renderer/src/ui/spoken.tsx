import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

/** Often enough to follow, seldom enough to hear the end of a sentence. */
const REST_MS = 6000;

/**
 * Reads a text out to those who do not see it, when it changes: at once, then again only after a rest,
 * however often it changes meanwhile. What is shown beside it needs no live region of its own.
 */
export function Spoken({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  const known = useRef(text);
  const last = useRef(0);
  useEffect(() => {
    if (text === known.current) return;
    const rest = Math.max(0, last.current + REST_MS - Date.now());
    const timer = setTimeout(() => {
      known.current = text;
      last.current = Date.now();
      setSaid(text);
    }, rest);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <VisuallyHidden role="status" data-testid="spoken">
      {said}
    </VisuallyHidden>
  );
}
