/** Who may call: the main frame of our one window, while it shows our own page. */
interface Contents {
  readonly mainFrame: unknown;
}
interface Frame {
  readonly url: string;
  readonly parent: unknown;
}
/** The part of Electron's `IpcMainInvokeEvent` that tells who called. */
export interface Caller {
  readonly sender: unknown;
  readonly senderFrame: Frame | null;
}

/**
 * @param window the contents of our window; null while there is none.
 * @param origin such as `app://slipway`.
 */
export function isOurWindow(caller: Caller, window: Contents | null, origin: string): boolean {
  const frame = caller.senderFrame; // null when the frame is gone already
  if (window === null || frame === null) return false;
  return caller.sender === window && frame.parent === null && frame.url.startsWith(`${origin}/`);
}
