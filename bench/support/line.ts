/**
 * One keep-alive line to the local API with as little of its own as possible: what is measured is
 * the server, and both share the computer.
 */
import { connect, type Socket } from 'node:net';

export interface LineAnswer {
  status: number;
  body: string;
}

export class Line {
  readonly #socket: Socket;
  readonly #head: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: LineAnswer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.on('data', (piece: Buffer) => this.#take(piece));
    const lost = () => this.#waiting?.reject(new Error('the line was cut'));
    socket.on('close', lost).on('error', lost);
  }

  static open(port: number, token: string): Promise<Line> {
    const head = `Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n`;
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, noDelay: true }, () =>
        resolve(new Line(socket, head)),
      );
      socket.once('error', reject);
    });
  }

  get(path: string): Promise<LineAnswer> {
    return this.#send(`GET ${path} HTTP/1.1\r\n${this.#head}\r\n`);
  }

  post(path: string, json: unknown, headers = ''): Promise<LineAnswer> {
    const body = JSON.stringify(json);
    return this.#send(
      `POST ${path} HTTP/1.1\r\n${this.#head}${headers}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(text: string): Promise<LineAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(text);
    });
  }

  #take(piece: Buffer): void {
    this.#received = this.#received.length === 0 ? piece : Buffer.concat([this.#received, piece]);
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#received.length < end + 4 + length) return;
    const body = this.#received.toString('utf8', end + 4, end + 4 + length);
    this.#received = this.#received.subarray(end + 4 + length);
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}

/** @throws Error for any other answer than a success */
export function accepted({ status, body }: LineAnswer): string {
  if (status < 200 || status > 299) throw new Error(`${status} ${body.slice(0, 300)}`);
  return body;
}
