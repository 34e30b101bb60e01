/** Electron's security checklist, tried from inside the page as an attacker who runs there would. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type LaunchedTillwise, launchTillwise, readLaunchPlan } from './support/launch.ts';

let tillwise: LaunchedTillwise;
let outside: Server;
/** Addresses that somebody asked of the world outside. */
let asked: string[] = [];
let outsideUrl = '';

test.beforeAll(async () => {
  outside = createServer((request, response) => {
    asked.push(String(request.url));
    response.setHeader('access-control-allow-origin', '*');
    response.end('outside');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  tillwise = await launchTillwise();
  await expect(tillwise.page.getByRole('heading', { name: 'Welcome to Tillwise' })).toBeVisible();
});
test.afterAll(async () => {
  await tillwise?.close();
  outside?.close();
});
test.beforeEach(() => {
  asked = [];
});

test('the page has neither Node nor Electron, and only what every page has', async () => {
  const found = await tillwise.page.evaluate(() =>
    ['process', 'require', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', 'tillwise']
      .filter((name) => name in window)
      .join(),
  );
  expect(found).toBe('');
});

test('isolation, sandbox and web security are on; everything optional is off', async () => {
  const preferences = await tillwise.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      // Electron has it, but its types do not tell.
      const read: unknown = Reflect.get(webContents, 'getLastWebPreferences');
      const found: unknown = typeof read === 'function' ? read.call(webContents) : {};
      return { ...Object(found), preload: undefined };
    }),
  );
  expect(preferences).toHaveLength(1);
  expect(preferences[0]).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
  // These are absent when they are off.
  expect(preferences[0]?.nodeIntegrationInWorker ?? false).toBe(false);
  expect(preferences[0]?.navigateOnDragDrop ?? false).toBe(false);
  expect(preferences[0]?.enableBlinkFeatures ?? '').toBe('');
});

// Only Linux tells of it in a file.
if (process.platform === 'linux') {
  test('the page’s process runs under the kernel’s own filter', async () => {
    const pid = await tillwise.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  });
}

test('every file of the page comes with a strict policy', async () => {
  const policies = await tillwise.page.evaluate(async () => {
    const script = document.querySelector('script')?.src ?? '';
    const answers = await Promise.all(['app://shop/', script].map((address) => fetch(address)));
    return answers.map((answer) => ({
      policy: answer.headers.get('content-security-policy') ?? '',
      sniffing: answer.headers.get('x-content-type-options'),
    }));
  });
  for (const { policy, sniffing } of policies) {
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(sniffing).toBe('nosniff');
  }
});

test('no script but the page’s own runs', async () => {
  const ran = await tillwise.page.evaluate(async (url) => {
    const marks: string[] = [];
    const mark = (name: string) => marks.push(name);
    Object.assign(window, { mark });
    const script = document.createElement('script');
    script.textContent = 'mark("inline")';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="mark(\'handler\')">');
    const remote = document.createElement('script');
    remote.src = `${url}/script.js`;
    document.body.append(remote);
    const frame = document.createElement('iframe');
    frame.srcdoc = '<script>parent.mark("frame")</script>';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const added of [script, remote, frame]) added.remove();
    document.querySelector('img[onerror]')?.remove();
    return marks;
  }, outsideUrl);
  expect(ran).toEqual([]);
  expect(asked).toEqual([]);
});

test('nothing outside this computer’s own page can be reached', async () => {
  const reached = await tillwise.page.evaluate(async (url) => {
    const image = new Promise((resolve) => {
      const picture = new Image();
      picture.onload = () => resolve('loaded');
      picture.onerror = () => resolve('refused');
      picture.src = `${url}/picture.png`;
    });
    const fetched = fetch(`${url}/data`).then(
      () => 'loaded',
      () => 'refused',
    );
    return [await image, await fetched, navigator.sendBeacon(`${url}/beacon`)];
  }, outsideUrl);
  expect(reached.slice(0, 2)).toEqual(['refused', 'refused']);
  // The policy of the page is one lock; the session has another of its own.
  const session = await tillwise.app.evaluate(
    ({ session }, url) =>
      session.defaultSession.fetch(`${url}/session`).then(
        () => 'loaded',
        () => 'refused',
      ),
    outsideUrl,
  );
  expect(session).toBe('refused');
  expect(asked).toEqual([]);
});

for (const [what, address] of [
  ['another site', 'https://example.com/'],
  ['a file', 'file:///etc/passwd'],
  ['another page of its own', 'app://shop/other.html'],
  ['another host of its scheme', 'app://elsewhere/'],
  ['a page of its making', 'data:text/html,<h1>Hello</h1>'],
]) {
  test(`the window does not go to ${what}`, async () => {
    // Asked through Electron: Playwright waits for the end of a navigation that never began.
    const shown = await tillwise.app.evaluate(async ({ BrowserWindow }, target) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const tried = `window.stayed = true; location.href = ${JSON.stringify(target)}; null`;
      await contents?.executeJavaScript(tried, true);
      await new Promise((resolve) => setTimeout(resolve, 400));
      const stayed: unknown = await contents?.executeJavaScript('window.stayed');
      return { stayed, url: contents?.getURL() };
    }, address);
    expect(shown).toEqual({ stayed: true, url: expect.stringMatching(/^app:\/\/shop\/(#.*)?$/) });
  });
}

test('no second window opens, by script, by link or by form', async () => {
  const opened = await tillwise.page.evaluate(() => {
    const link = document.createElement('a');
    Object.assign(link, { href: 'https://example.com', target: '_blank' });
    document.body.append(link);
    link.click();
    const form = document.createElement('form');
    Object.assign(form, { action: 'https://example.com', target: '_blank' });
    document.body.append(form);
    form.submit();
    link.remove();
    form.remove();
    return window.open('app://shop/') === null;
  });
  expect(opened).toBe(true);
  await tillwise.page.waitForTimeout(300);
  expect(
    await tillwise.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
  ).toBe(1);
});

test('a webview is an unknown element', async () => {
  const made = await tillwise.page.evaluate(() => {
    const webview = document.createElement('webview');
    webview.setAttribute('src', 'https://example.com');
    webview.setAttribute('allowpopups', '');
    document.body.append(webview);
    const known = 'getWebContentsId' in webview;
    webview.remove();
    return known;
  });
  expect(made).toBe(false);
});

test('the page gets no permission but to copy', async () => {
  const answers = await tillwise.page.evaluate(async () => {
    const refused = (promise: Promise<unknown>) =>
      promise.then(
        () => 'granted',
        () => 'refused',
      );
    return {
      notifications: await Notification.requestPermission(),
      camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('refused'),
        ),
      ),
      reading: await refused(navigator.clipboard.readText()),
    };
  });
  expect(answers).toEqual({
    notifications: 'denied',
    camera: 'refused',
    place: 'refused',
    reading: 'refused',
  });
});

test('copying, as beside a new token, is allowed, and reading what others copied is not', async () => {
  // Asked instead of tried: a page may copy only while its window has the focus.
  const states = await tillwise.page.evaluate(() =>
    Promise.all(
      ['clipboard-write', 'clipboard-read'].map(async (permission) => {
        const name = permission as PermissionName;
        return (await navigator.permissions.query({ name })).state;
      }),
    ),
  );
  expect(states).toEqual(['granted', 'denied']);
});

test('app:// gives files of the page and nothing beside them', async () => {
  const answers = await tillwise.page.evaluate(async () => {
    const status = async (address: string, init?: RequestInit) =>
      (await fetch(address, init)).status;
    return [
      await status('app://shop/index.html'),
      await status('app://shop/..%2fmain/index.js'),
      await status('app://shop/%2e%2e/%2e%2e/package.json'),
      await status('app://shop/..%5cmain%5cindex.js'),
      await status('app://shop/assets/'),
      await status('app://shop/', { method: 'POST' }),
    ];
  });
  expect(answers).toEqual([200, 404, 404, 404, 404, 405]);
});

test('a page that is not the window asks for a line in vain', async () => {
  const preload = path.join(readLaunchPlan().appDir, 'out', 'preload', 'index.cjs');
  const heard = await tillwise.app.evaluate(async ({ BrowserWindow }, preloadFile) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload: preloadFile } });
    await stranger.loadURL('app://shop/');
    const answer: unknown = await stranger.webContents.executeJavaScript(`new Promise((resolve) => {
      addEventListener('message', (event) => {
        if (event.data.type === 'tillwise:port') resolve('a line');
      });
      postMessage({ type: 'tillwise:connect' }, location.origin);
      setTimeout(() => resolve('nothing'), 1500);
    })`);
    stranger.destroy();
    return answer;
  }, preload);
  expect(heard).toBe('nothing');
});
