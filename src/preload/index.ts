/**
 * The door between page and core: the page asks for a MessagePort, main answers with one. Nothing else
 * of Electron or Node reaches the page.
 */
import { ipcRenderer } from 'electron';
import { PORT_ASKED, PORT_GIVEN } from '../shared/lib/port-hand-off.ts';

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== window.location.origin) return;
  if (isAsking(event.data)) ipcRenderer.send(PORT_ASKED);
});

ipcRenderer.on(PORT_GIVEN, (event) => {
  window.postMessage({ type: PORT_GIVEN }, window.location.origin, event.ports);
});

function isAsking(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === PORT_ASKED
  );
}
