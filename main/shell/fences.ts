/**
 * What no page may do, whatever page it is: leave, open windows, embed, download, ask for a device or a permission,
 * or load anything but our own files. Call `setupFences` before the first window exists.
 */
import type { App, Session, WebContents } from 'electron';

/** Told once for each thing refused, for the log. */
export type Refused = (what: string, address: string) => void;

export function setupFences(app: Pick<App, 'on' | 'enableSandbox' | 'commandLine'>, refused: Refused): void {
  // Chromium cannot sandbox for root, who has to say so on the command line; to insist then would only end the app.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('session-created', (session) => {
    fenceSession(session, refused);
  });
  app.on('web-contents-created', (_event, contents) => {
    fenceContents(contents, refused);
  });
}

export function fenceContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>, refused: Refused): void {
  contents.on('will-navigate', (event, address) => {
    event.preventDefault();
    refused('navigation', address);
  });
  contents.on('will-frame-navigate', (details) => {
    details.preventDefault();
    refused('navigation of a frame', details.url);
  });
  contents.on('will-redirect', (event, address) => {
    event.preventDefault();
    refused('redirect', address);
  });
  contents.on('will-attach-webview', (event, _preferences, parameters) => {
    event.preventDefault();
    refused('webview', parameters['src'] ?? '');
  });
  contents.setWindowOpenHandler(({ url }) => {
    refused('new window', url);
    return { action: 'deny' };
  });
}

type FencedSession = Pick<
  Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setBluetoothPairingHandler'
  | 'setDisplayMediaRequestHandler'
>;

export function fenceSession(session: FencedSession, refused: Refused): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    refused(`permission ${permission}`, details.requestingUrl);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false); // asked all the time by the engine itself: not worth a line in the log
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => {
    answer({ confirmed: false });
  });
  session.setDisplayMediaRequestHandler(null); // no handler: capture of the screen is refused
  session.on('will-download', (event, item) => {
    event.preventDefault();
    refused('download', item.getURL());
  });
}

/**
 * Only for the session of the window, whose pages need nothing but our own files (and the developer tools, where they
 * are allowed). A second lock beside the content security policy. Main's own requests use another session.
 */
export function fenceRequests(session: Pick<Session, 'webRequest'>, origin: string, refused: Refused): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const isOurs = details.url.startsWith(`${origin}/`) || details.url.startsWith('devtools://');
    if (!isOurs) refused('request', details.url);
    answer({ cancel: !isOurs });
  });
}
