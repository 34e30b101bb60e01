/** Answers what never became a request: it is told what is wrong with it, and let go. */
import type { Duplex } from 'node:stream';
import type { Log } from '../core/log.ts';
import { PROBLEM_TYPE, Refusal, toProblem } from './problem.ts';

const METHODS = 'GET, HEAD, POST, PUT, DELETE, OPTIONS';
const BAD_ADDRESS =
  'The address has a character that must be percent-encoded: a blank is %20, an é is %C3%A9.';

/** By the code of the parser; what it has no sentence for is not HTTP/1.1 at all. */
const REFUSALS: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are larger than 16 KB.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time. Send it again in one go.'],
  HPE_INVALID_METHOD: [400, `There is no such method. The methods are ${METHODS}.`],
  HPE_INVALID_URL: [400, BAD_ADDRESS],
  HPE_INVALID_CONSTANT: [400, BAD_ADDRESS],
  HPE_INVALID_EOF_STATE: [400, 'The request broke off before its end. Send it again, whole.'],
  HPE_INVALID_CHUNK_SIZE: [400, 'The body does not come in the chunks that its header announces.'],
  HPE_INVALID_CONTENT_LENGTH: [400, 'The Content-Length is not the number of bytes of a body.'],
};

/** What is not HTTP, or too slow or too large to be read as such. */
export function refuseUnreadable(
  error: Error & { code?: string },
  socket: Duplex,
  requestLog: Log,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, detail] = REFUSALS[error.code ?? ''] ?? [
    400,
    'This is not a request in HTTP/1.1.',
  ];
  refuseLine(socket, new Refusal(status, detail), requestLog);
}

/** A program that takes this server for a proxy. */
export function refuseTunnel(socket: Duplex, requestLog: Log): void {
  // The parser has let go of the line, and with it of its errors.
  socket.on('error', () => socket.destroy());
  const detail = `This is no proxy. The methods are ${METHODS}.`;
  refuseLine(socket, new Refusal(405, detail, { Allow: METHODS }), requestLog);
}

function refuseLine(socket: Duplex, refusal: Refusal, requestLog: Log): void {
  const requestId = crypto.randomUUID();
  requestLog.info('request', { request_id: requestId, status: refusal.status });
  const body = JSON.stringify(toProblem(refusal, requestId));
  const headers = {
    'Content-Type': PROBLEM_TYPE,
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': requestId,
    Connection: 'close',
    ...refusal.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${refusal.status} Refused\r\n${lines.join('')}\r\n${body}`);
}
