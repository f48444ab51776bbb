import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end, passes on the signals that we get, and gives back its exit status (128 + signal number
 * when a signal ended it, as shells do). `chatter: true` sends its stdout to our stderr.
 */
export function run(command, args, { env = process.env, cwd, chatter = false, quiet = false, timeoutMs, shell } = {}) {
  return new Promise((resolve, reject) => {
    const out = quiet ? 'ignore' : chatter ? 2 : 'inherit';
    const child = spawn(command, args, { env, cwd, shell, stdio: ['inherit', out, quiet ? 'ignore' : 'inherit'] });
    const handlers = passedOn.map((signal) => [signal, () => child.kill(signal)]);
    for (const [signal, handler] of handlers) process.on(signal, handler);
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      for (const [signal, handler] of handlers) process.off(signal, handler);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code, signal) => {
      settle();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** The stdout of a short command, or null when it cannot be run or fails. */
export function ask(command, args, { env = process.env, timeoutMs = 60_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'], timeout: timeoutMs });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 ? text : null));
  });
}

/** npm through the very npm that started us, or through the PATH when node was called straight. */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}
