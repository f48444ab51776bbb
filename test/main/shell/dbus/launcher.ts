/** Plays a launcher that shows numbers. Source of the names: wiki.ubuntu.com, Unity/LauncherAPI, "Low level DBus API". */
import { openRawBus } from './raw-bus';

const name = 'com.canonical.Unity.LauncherEntry';

export class Launcher {
  /** What was told, in order: of which program, and the number; null: none is shown. */
  readonly told: [string, number | null][] = [];

  static async appear(busAddress: string): Promise<Launcher> {
    const bus = openRawBus(busAddress);
    bus.connection.on('error', () => undefined); // the bus ends before the launcher does
    const launcher = new Launcher();
    bus.signals.on(bus.mangle('/org/slipway/badge', name, 'Update'), ([program, table]) => {
      const read = new Map((table as [string, [unknown, [unknown]]][]).map(([key, [, [value]]]) => [key, value]));
      launcher.told.push([String(program), read.get('count-visible') === true ? Number(read.get('count')) : null]);
    });
    await new Promise<void>((resolve, reject) => {
      bus.addMatch(`type='signal',interface='${name}'`, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(new Error('The bus lets nobody listen'));
      });
    });
    return launcher;
  }
}
