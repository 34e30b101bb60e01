/** Takes from every page what Tillwise does not need: other places, other windows, the computer's devices. */
import { app, type Session, type WebContents } from 'electron';

/** The one permission the page uses: "Copy" beside a new token. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

/** What every page of Tillwise runs under, said where Electron's own defaults say it too. */
export const PAGE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
} as const;

/** Holds for every page this app will ever open. Call before the first window. */
export function lockDownPages(pageUrl: string): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents, pageUrl));
}

function lockDown(contents: WebContents, pageUrl: string): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || withoutHash(event.url) !== pageUrl) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/, '');
}

/** No permission but copying, no device, and no address but the page's own. */
export function lockDownSession(session: Session, pageUrl: string): void {
  const origin = originOf(pageUrl);
  const isOwn = (address: string) => address === origin || address.startsWith(`${origin}/`);
  session.setPermissionRequestHandler((_contents, permission, decide, details) =>
    decide(permission === ALLOWED_PERMISSION && isOwn(details.requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      permission === ALLOWED_PERMISSION && isOwn(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((request, decide) => {
    decide({ cancel: !URL.canParse(request.url) || !isLocal(new URL(request.url), origin) });
  });
}

/** The page itself, its own blobs and pictures, the developer tools; with hot reload also its socket. */
function isLocal(url: URL, origin: string): boolean {
  switch (url.protocol) {
    case 'data:':
    case 'devtools:':
      return true;
    case 'blob:':
      return url.pathname.startsWith(`${origin}/`);
    case 'ws:':
      return `http://${url.host}` === origin;
    default:
      return originOf(url.href) === origin;
  }
}

/** `URL.origin` is "null" for a scheme that Node does not know. */
export function originOf(address: string): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
