import { type CallName, type Reply, type Request } from '../../preload/contract';

/** The app under torture: it can be started on the same data again and again. */
export interface Program {
  /** Starts a process and returns at once, whether or not the app is up yet. */
  start(): Life;
  /** Starts the app for the last time and waits until it can be asked. */
  open(): Promise<OpenLife>;
}

export interface Life {
  /** Resolves when the app says that it is up; at once where it cannot say so. Rejects when it ends before. */
  readonly isUp: Promise<void>;
  /** SIGKILL to the whole app; resolves when nothing of it is left. Null, or how it ended by itself before. */
  kill(): Promise<string | null>;
}
export interface OpenLife extends Life {
  /** As the page calls. Throws when the app refuses. */
  call<N extends CallName>(name: N, request: Request<N>): Promise<Reply<N>>;
}
