import type { LookupAddress, lookup as systemLookup } from 'node:dns';
import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isPrivateAddress } from './private-address.ts';
import { createSender, type Message, type SenderOptions } from './send-message.ts';

const NEVER = new AbortController().signal;

/** A resolver that gives these answers, one after the other, and then the last one again. */
function resolver(...answers: LookupAddress[][]) {
  let asked = 0;
  const lookup = ((_name: string, _options: unknown, callback: (...values: unknown[]) => void) => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    setImmediate(() => callback(null, answer));
  }) as typeof systemLookup;
  return { lookup, asked: () => asked };
}

async function receiver(answer: RequestListener) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers.host ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { heard, port: typeof address === 'object' && address ? address.port : 0 };
}

function send(message: Partial<Message> & { url: string }, options?: SenderOptions) {
  const sender = createSender(options);
  onTestFinished(() => sender.close());
  return sender.send({ allowPrivate: false, headers: {}, body: '{}', ...message }, NEVER);
}

const LOOPBACK = { address: '127.0.0.1', family: 4 };
const PUBLIC = { address: '93.184.215.14', family: 4 };

describe('a message', () => {
  it('does not reach this computer by a name that leads there', async () => {
    const { port, heard } = await receiver((_request, response) => response.end());
    for (const addresses of [[LOOPBACK], [PUBLIC, LOOPBACK], [{ address: '::1', family: 6 }]]) {
      const { lookup } = resolver(addresses);
      const reply = await send({ url: `https://innocent.example:${port}/` }, { lookup });
      expect(reply).toMatchObject({ status: null, duration_ms: null });
      expect(reply.error).toContain('on this computer');
    }
    expect(heard).toEqual([]);
  });

  it('asks for the addresses of a name once, so that a second answer cannot be another one', async () => {
    const { port, heard } = await receiver((_request, response) => response.end());
    const rebinding = resolver([PUBLIC], [LOOPBACK]);
    await send(
      { url: `https://rebinding.example:${port}/` },
      { lookup: rebinding.lookup, timeoutMs: 200 },
    );
    expect(rebinding.asked()).toBe(1);
    const reply = await send(
      { url: `https://rebinding.example:${port}/` },
      { lookup: rebinding.lookup, timeoutMs: 200 },
    );
    expect(reply.error).toContain('on this computer');
    expect(heard).toEqual([]);
  });

  it('goes over plain http within the own network only', async () => {
    const { port, heard } = await receiver((_request, response) => response.end());
    const url = `http://books.local:${port}/`;
    const allowPrivate = true;
    const outside = await send({ url, allowPrivate }, { lookup: resolver([PUBLIC]).lookup });
    expect(outside.error).toContain('Use https');
    const inside = await send({ url, allowPrivate }, { lookup: resolver([LOOPBACK]).lookup });
    expect(inside).toMatchObject({ status: 200, error: null });
    expect(heard).toEqual([`books.local:${port}`]);
  });

  it('does not take over a line that another webhook may use', async () => {
    const { port, heard } = await receiver((_request, response) => response.end('ok'));
    const sender = createSender({ lookup: resolver([LOOPBACK]).lookup });
    onTestFinished(() => sender.close());
    const message = { url: `http://books.local:${port}/`, headers: {}, body: '{}' };
    const first = await sender.send({ ...message, allowPrivate: true }, NEVER);
    expect(first.error).toBeNull();
    const second = await sender.send({ ...message, allowPrivate: false }, NEVER);
    expect(second.error).toContain('on this computer');
    expect(heard).toHaveLength(1);
  });

  it('goes out again at once when the line that was kept had been closed meanwhile', async () => {
    let requests = 0;
    const closing = await receiver((request, response) => {
      requests += 1;
      // As a receiver does that closes idle lines in just this moment.
      if (requests === 2) request.socket.destroy();
      else response.end('ok');
    });
    const sender = createSender();
    onTestFinished(() => sender.close());
    const url = `http://127.0.0.1:${closing.port}/`;
    const message = { url, allowPrivate: true, headers: {}, body: '{}' };
    expect((await sender.send(message, NEVER)).error).toBeNull();
    // Its line is free once the answer was read.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await sender.send(message, NEVER)).error).toBeNull();
    expect(requests).toBe(3);

    const broken = await receiver((request) => request.socket.destroy());
    const reply = await send({ url: `http://127.0.0.1:${broken.port}/`, allowPrivate: true });
    expect(reply.error).toContain('ECONNRESET');
    expect(broken.heard).toHaveLength(1);
  });

  it('waits no longer than its time, for the answer and for the rest of it', async () => {
    const silent = await receiver(() => {
      // Never answers.
    });
    const options = { timeoutMs: 150 };
    const allowPrivate = true;
    const url = (port: number) => `http://127.0.0.1:${port}/`;
    const none = await send({ url: url(silent.port), allowPrivate }, options);
    expect(none).toMatchObject({ status: null });
    expect(none.error).toContain('no answer within 0.15 seconds');
    expect(none.duration_ms).toBeGreaterThanOrEqual(140);

    const trickling = await receiver((_request, response) => {
      response.writeHead(500);
      const drop = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drop));
    });
    const cut = await send({ url: url(trickling.port), allowPrivate }, options);
    expect(cut.status).toBe(500);
    expect(cut.response).toMatch(/^x+$/);
  });

  it('keeps at most 1 kB of an answer, however long it is', async () => {
    const endless = await receiver((_request, response) => {
      response.writeHead(500);
      const more = () => {
        while (response.write('y'.repeat(16_384))) if (response.destroyed) return;
        response.once('drain', more);
      };
      more();
    });
    const url = `http://127.0.0.1:${endless.port}/`;
    const reply = await send({ url, allowPrivate: true });
    expect(reply.response).toBe('y'.repeat(1024));
  });

  it('that goes nowhere says why in words', async () => {
    const { port } = await receiver((_request, response) => response.end());
    const refused = await send({ url: 'http://127.0.0.1:1/', allowPrivate: true });
    expect(refused.error).toContain('Nothing listens');
    const unknown = await send({ url: 'https://no-such-name.invalid/' });
    expect(unknown.error).toMatch(/not known|no network/);
    const notTls = await send({ url: `https://127.0.0.1:${port}/`, allowPrivate: true });
    expect(notTls.error).not.toBeNull();
    for (const { error } of [refused, unknown, notTls])
      expect(error).not.toMatch(/at .*\.ts|Error:/);
  });
});

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1%eth0',
    'ff02::1',
    'not an address',
  ])('%s is not one of the internet', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '::ffff:8.8.8.8', '2606:4700::1111'])(
    '%s is one of the internet',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});
