/** A program on this computer that hears webhooks, and answers as it is told to. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  /** As it came, to verify the signature. */
  body: string;
  message: z.infer<typeof messageShape>;
}

const messageShape = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

type Answer = (heard: Heard, response: ServerResponse) => void;

const takes: Answer = (_heard, response) => response.writeHead(204).end();

/** Listens until the test is over. */
export async function openReceiver(port = 0) {
  const heard: Heard[] = [];
  const state = { answer: takes };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      const { headers, url = '' } = request;
      const one = { path: url, headers, body, message: messageShape.parse(JSON.parse(body)) };
      heard.push(one);
      state.answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the receiver has no port');
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  return {
    heard,
    port: address.port,
    url: `http://127.0.0.1:${address.port}/hook`,
    /** The types heard so far, in order. */
    types: () => heard.map(({ message }) => message.type),
    answer(answer: Answer) {
      state.answer = answer;
    },
    status(status: number, headers: Record<string, string> = {}, body = '') {
      state.answer = (_heard, response) => response.writeHead(status, headers).end(body);
    },
    close,
  };
}

/** The headers that the specification names, as its library reads them. */
export function signedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return z
    .object({
      'webhook-id': z.string(),
      'webhook-timestamp': z.string(),
      'webhook-signature': z.string(),
    })
    .parse(headers);
}
