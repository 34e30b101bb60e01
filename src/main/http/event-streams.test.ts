import { createServer, get, type IncomingMessage } from 'node:http';
import { withEventMeta } from '@orpc/server';
import { afterEach, expect, it } from 'vitest';
import { EventStreams } from './event-streams.ts';

const MESSAGE = 'x'.repeat(64 * 1024);
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that streams; `fetched` counts the messages it took from their source. */
async function serve(options: { heartbeatMs?: number; mayRead?: () => boolean }) {
  const streams = new EventStreams(options.heartbeatMs);
  const counted = { fetched: 0, returned: false };
  async function* messages() {
    try {
      for (let seq = 1; ; seq++) {
        counted.fetched = seq;
        yield withEventMeta({ seq, text: MESSAGE }, { id: String(seq) });
      }
    } finally {
      counted.returned = true;
    }
  }
  const reader = { headers: {}, startId: '0', mayRead: options.mayRead ?? (() => true) };
  const server = createServer((_request, response) => {
    void streams.send(response, messages(), reader);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const answer = await new Promise<IncomingMessage>((resolve) => {
    get({ host: '127.0.0.1', port, agent: false }, resolve);
  });
  return { streams, counted, answer };
}

const settled = async (value: () => number) => {
  for (let before = -1; before !== value(); ) {
    before = value();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return value();
};

it('fetches no more for a reader that does not read, and goes on from there when it does', async () => {
  const { counted, answer } = await serve({});
  answer.pause();
  const whileAsleep = await settled(() => counted.fetched);
  // What the sockets hold is some megabytes; the source is endless.
  expect(whileAsleep).toBeLessThan(500);
  const ids: number[] = [];
  let text = '';
  for await (const piece of answer) {
    text += String(piece);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const id = /^id: (\d+)$/m.exec(block)?.[1];
      if (block.includes('data: ')) ids.push(Number(id));
    }
    if (ids.length > whileAsleep + 20) break;
  }
  expect(ids).toEqual(ids.map((_, index) => index + 1));
  await expect.poll(() => counted.returned).toBe(true);
});

it('lets go of a reader that left', async () => {
  const { streams, counted, answer } = await serve({});
  expect(streams.size).toBe(1);
  answer.destroy();
  await expect.poll(() => [streams.size, counted.returned]).toEqual([0, true]);
});

it('cuts the line of a reader who may read no more and does not read either', async () => {
  let allowed = true;
  const { streams, counted, answer } = await serve({ mayRead: () => allowed });
  answer.pause();
  await settled(() => counted.fetched);
  allowed = false;
  streams.checkReaders();
  await expect.poll(() => [streams.size, counted.returned]).toEqual([0, true]);
});

it('ends the line of a reader who may read no more', async () => {
  let allowed = true;
  const { streams, answer } = await serve({ mayRead: () => allowed });
  answer.resume();
  allowed = false;
  streams.checkReaders();
  await new Promise((resolve) => answer.once('close', resolve));
  await expect.poll(() => streams.size).toBe(0);
});

it('writes a message out once for all its readers, and anew once it may read otherwise', async () => {
  const streams = new EventStreams();
  let written = 0;
  let word = 'before';
  const message = () =>
    withEventMeta({ toJSON: () => ({ written: ++written, word }) }, { id: '7' });
  const hear = async () => {
    const server = createServer((_request, response) => {
      const messages = [message()][Symbol.iterator]();
      const reader = { headers: {}, startId: '0', mayRead: () => true };
      void streams.send(response, { next: async () => messages.next() }, reader);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return (await fetch(`http://127.0.0.1:${port}`)).text();
  };
  const first = await hear();
  expect(first).toContain('id: 7\ndata: {"written":1,"word":"before"}\n\n');
  expect(await hear()).toBe(first);
  word = 'after';
  streams.forgetTexts();
  expect(await hear()).toContain('"written":2,"word":"after"');
});
