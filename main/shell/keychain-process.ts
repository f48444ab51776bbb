import { utilityProcess } from 'electron';

/** The keychain's helper as an Electron utility process: it can hang, and be ended, without the app noticing. */
export function startKeychainProcess(script: string): {
  send(message: unknown): void;
  hear(message: (message: unknown) => void, ended: () => void): void;
  kill(): void;
} {
  const child = utilityProcess.fork(script, [], { serviceName: 'Slipway keychain', stdio: 'ignore' });
  return {
    send: (message) => {
      child.postMessage(message);
    },
    hear: (message, ended) => {
      child.on('message', message);
      child.on('exit', ended);
    },
    kill: () => {
      child.kill();
    },
  };
}
