/** The D-Bus package that plays the desktop in tests: another implementation than the app's own. It comes without types for this part. */
import { createRequire } from 'node:module';

export interface RawCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}
export interface RawBus {
  readonly connection: { on(event: 'error', hear: (error: Error) => void): void; end(): void };
  invoke(call: RawCall, answer: (error: { message: string } | null, ...values: unknown[]) => void): void;
  requestName(name: string, flags: number, answer: (error: unknown) => void): void;
  exportInterface(object: object, path: string, description: object): void;
  addMatch(rule: string, answer: (error: unknown) => void): void;
  mangle(path: string, interfaceName: string, member: string): string;
  readonly signals: { on(mangled: string, hear: (body: unknown[]) => void): void };
}
interface RawPackage {
  createClient(options: { busAddress: string; ayBuffer: boolean }): RawBus;
}

export function openRawBus(busAddress: string): RawBus {
  const dbus = createRequire(import.meta.url)('@homebridge/dbus-native') as RawPackage;
  return dbus.createClient({ busAddress, ayBuffer: true });
}

export function ask(bus: RawBus, call: RawCall): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    bus.invoke(call, (error, ...values) => {
      if (error) reject(new Error(`${call.member}: ${error.message}`));
      else resolve(values);
    });
  });
}
