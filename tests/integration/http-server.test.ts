import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  discoveryPath,
  readDiscovery,
  writeDiscovery,
} from '../../src/main/http/discovery-file.ts';
import { createHttpServer, type HttpServer } from '../../src/main/http/http-server.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
let token: string;
let servers: HttpServer[] = [];
beforeEach(async () => {
  shop = await openTestCore();
  ({ token } = await shop.client.tokens.create({ name: 'Till 1', scopes: ['read', 'write'] }));
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  servers = [];
  await shop.close();
});

async function serve(preferredPort = 0): Promise<HttpServer> {
  const { core } = shop;
  const server = await createHttpServer({ core, version: '1.2.3', preferredPort, log: core.log });
  servers.push(server);
  return server;
}

describe('the local server', () => {
  it('can be reached on 127.0.0.1 and on no other address of this computer', async () => {
    const { port } = await serve();
    const reaches = (host: string) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port }, () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => resolve(false));
      });
    expect(await reaches('127.0.0.1')).toBe(true);
    for (const host of ['::1', '127.0.0.2']) expect(await reaches(host), host).toBe(false);
  });

  it('tells where it is in a file that holds no secret, and takes it away when it stops', async () => {
    const server = await serve();
    expect(await readDiscovery(shop.dataDir)).toEqual({
      base_url: server.baseUrl,
      pid: process.pid,
      version: '1.2.3',
      started_at: '2026-05-05T10:00:00.000Z',
    });
    await server.stop();
    expect(await readDiscovery(shop.dataDir)).toBeUndefined();
    expect(readdirSync(shop.dataDir).filter((name) => name.startsWith('api.json'))).toEqual([]);
  });

  it('leaves the file of another server alone', async () => {
    const server = await serve();
    const other = { base_url: 'http://127.0.0.1:1', pid: 1, version: '1', started_at: 'now' };
    await writeDiscovery(shop.dataDir, other);
    await server.stop();
    expect(await readDiscovery(shop.dataDir)).toEqual(other);
    writeFileSync(discoveryPath(shop.dataDir), 'garbled');
    expect(await readDiscovery(shop.dataDir)).toBeUndefined();
  });

  it('takes the next free port, so that two can stand beside each other', async () => {
    const first = await serve();
    const second = await serve(first.port);
    expect(second.port).toBeGreaterThan(first.port);
    expect(second.port).toBeLessThanOrEqual(first.port + 20);
  });

  it('lets a request under way end when it stops, and takes no new one', async () => {
    const server = await serve();
    const body = JSON.stringify({ description: 'Milk', amount: 2 });
    const socket = connect({ host: '127.0.0.1', port: server.port });
    const heard = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (piece) => {
        text += piece;
      });
      socket.on('close', () => resolve(text));
    });
    socket.write(
      `POST /api/v1/entry/quick-expense HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    // The server has the head of the request before it is told to stop.
    await fetch(`${server.baseUrl}/health`);
    const stopped = server.stop();
    await expect(fetch(`${server.baseUrl}/health`)).rejects.toThrow();
    socket.write(body.slice(5));
    expect(await heard).toContain('"success":true');
    await stopped;
    expect((await shop.client.expenses.list({})).body).toHaveLength(1);
  });

  it('clears uploads that a crash left behind', async () => {
    const server = await serve();
    await server.stop();
    const folder = join(shop.dataDir, 'uploads', 'http');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'left'), 'x');
    await serve();
    expect(existsSync(join(folder, 'left'))).toBe(false);
  });
});
