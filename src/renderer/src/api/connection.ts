/**
 * The line to the core: asks the preload for a MessagePort, puts an oRPC link on it, and asks again
 * when the port closes (the core restarts when the data file changes). Calls made in between wait.
 */
import { RPCLink } from '@orpc/client/message-port';
import { z } from 'zod';
import { create } from 'zustand';
import { PORT_ASKED, PORT_GIVEN } from '../../../shared/lib/port-hand-off.ts';

/** How long to wait for a port before asking for it again. */
const ASK_AGAIN_MS = 1500;

/** A port that closes may have its successor on the way; asking at once would close that one too. */
const SUCCESSOR_MS = 150;

const portMessage = z.object({ type: z.literal(PORT_GIVEN) });

export type ConnectionState = 'connecting' | 'open' | 'lost';

/** What the window tells about the line; `generation` grows with each new port. */
export const useConnection = create<{ state: ConnectionState; generation: number }>(() => ({
  state: 'connecting',
  generation: 0,
}));

type Link = RPCLink<Record<never, never>>;

let link: Link | undefined;
let waiting: Array<(link: Link) => void> = [];
let askAgain: ReturnType<typeof setTimeout> | undefined;

/** Starts asking for a port. Call once, when the page loads. */
export function connect(): void {
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.origin !== window.location.origin) return;
    const port = event.ports[0];
    if (port && portMessage.safeParse(event.data).success) adopt(port);
  });
  ask();
}

/** The current link, or the next one when there is none. */
export function connectedLink(): Promise<Link> {
  return link ? Promise.resolve(link) : new Promise((resolve) => waiting.push(resolve));
}

function ask(): void {
  clearTimeout(askAgain);
  askAgain = setTimeout(() => {
    useConnection.setState({ state: 'lost' });
    ask();
  }, ASK_AGAIN_MS);
  window.postMessage({ type: PORT_ASKED }, window.location.origin);
}

function adopt(port: MessagePort): void {
  clearTimeout(askAgain);
  const adopted: Link = new RPCLink({ port });
  link = adopted;
  port.addEventListener('close', () => {
    // A port that was already replaced says nothing about the line.
    if (link !== adopted) return;
    link = undefined;
    useConnection.setState({ state: 'lost' });
    clearTimeout(askAgain);
    askAgain = setTimeout(ask, SUCCESSOR_MS);
  });
  port.start();
  useConnection.setState((before) => ({ state: 'open', generation: before.generation + 1 }));
  const served = waiting;
  waiting = [];
  for (const resolve of served) resolve(adopted);
}
