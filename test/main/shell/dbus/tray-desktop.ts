/** Plays the desktop that shows tray icons: a status notifier watcher on a session bus, which may come, go and come again. */
import { ask, openRawBus, type RawBus } from './raw-bus';

const name = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

export interface TrayPicture {
  readonly width: number;
  readonly height: number;
  /** Alpha, red, green, blue of each pixel. */
  readonly argb: Buffer;
}
export interface TrayEntry {
  readonly id: number;
  readonly label: string;
  readonly isEnabled: boolean;
  readonly isSeparator: boolean;
  /** Of its sub-menu. */
  readonly entries: readonly TrayEntry[];
}
/** A variant as the package gives it: its type, and its value in a list. */
type Variant = readonly [unknown, readonly [unknown]];
type Layout = readonly [number, readonly (readonly [string, Variant])[], readonly Variant[]];

interface Item {
  readonly destination: string;
  readonly path: string;
}

function entriesOf([, , children]: Layout): readonly TrayEntry[] {
  return children.map(([, [child]]) => {
    const [id, properties] = child as Layout;
    const read = new Map(properties.map(([key, [, [value]]]) => [key, value]));
    return {
      id,
      label: String(read.get('label') ?? ''),
      isEnabled: read.get('enabled') !== false,
      isSeparator: read.get('type') === 'separator',
      entries: entriesOf(child as Layout),
    };
  });
}

export class TrayDesktop {
  /** What registered, in order. */
  readonly items: Item[] = [];
  private constructor(private readonly bus: RawBus) {}

  /** @param hasHost false: the service is there, but nobody behind it who would show an icon. */
  static async appear(busAddress: string, hasHost = true): Promise<TrayDesktop> {
    const bus = openRawBus(busAddress);
    bus.connection.on('error', () => undefined); // the bus ends before the desktop does
    const desktop = new TrayDesktop(bus);
    desktop.#export(hasHost);
    await new Promise<void>((resolve, reject) => {
      bus.requestName(name, 0, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(new Error(`${name} is taken`));
      });
    });
    return desktop;
  }

  #watcher: { IsStatusNotifierHostRegistered: boolean; emit: (signal: string) => string } | null = null;

  #export(hasHost: boolean): void {
    const watcher = {
      IsStatusNotifierHostRegistered: hasHost,
      ProtocolVersion: 0,
      RegisterStatusNotifierItem: (service: string, message: { sender: string }): void => {
        const isPath = service.startsWith('/');
        this.items.push(
          isPath
            ? { destination: message.sender, path: service }
            : { destination: service, path: '/StatusNotifierItem' },
        );
      },
      emit: (signal: string): string => signal,
    };
    this.#watcher = watcher;
    this.bus.exportInterface(watcher, '/StatusNotifierWatcher', {
      name,
      methods: { RegisterStatusNotifierItem: ['s', ''] },
      properties: { IsStatusNotifierHostRegistered: 'b', ProtocolVersion: 'i' },
      signals: { StatusNotifierHostRegistered: ['', ''] },
    });
  }

  /** Somebody who shows icons joins a service that was there already. */
  hostJoins(): void {
    if (this.#watcher === null) return;
    this.#watcher.IsStatusNotifierHostRegistered = true;
    this.#watcher.emit('StatusNotifierHostRegistered');
  }

  vanish(): void {
    this.bus.connection.end();
  }

  async properties(item = this.#latest()): Promise<ReadonlyMap<string, unknown>> {
    const [all] = await ask(this.bus, {
      ...item,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'GetAll',
      signature: 's',
      body: [itemInterface],
    });
    return new Map((all as [string, Variant][]).map(([key, [, [value]]]) => [key, value]));
  }

  async picture(): Promise<TrayPicture> {
    const pictures = (await this.properties()).get('IconPixmap') as [number, number, Buffer][];
    const [width, height, argb] = pictures[0] ?? [0, 0, Buffer.alloc(0)];
    return { width, height, argb };
  }

  async tooltip(): Promise<string> {
    const [, , title, text] = (await this.properties()).get('ToolTip') as [string, unknown, string, string];
    return title === '' ? text : title;
  }

  async menu(): Promise<readonly TrayEntry[]> {
    const [, layout] = await this.#askMenu('GetLayout', 'iias', [0, -1, []]);
    return entriesOf(layout as Layout);
  }

  /** Chooses an entry as a panel does, through its sub-menus. Ids change with each menu, so it is found by its labels. */
  async choose(...path: readonly string[]): Promise<void> {
    let entries = await this.menu();
    let id = 0;
    for (const label of path) {
      const entry = entries.find((each) => each.label === label);
      if (entry === undefined)
        throw new Error(`No entry "${label}" among ${entries.map((each) => each.label).join(' | ')}`);
      ({ id, entries } = entry);
    }
    await this.#askMenu('Event', 'isvu', [id, 'clicked', ['s', ''], 0]);
  }

  async click(): Promise<void> {
    await ask(this.bus, {
      ...this.#latest(),
      interface: itemInterface,
      member: 'Activate',
      signature: 'ii',
      body: [0, 0],
    });
  }

  async #askMenu(member: string, signature: string, body: readonly unknown[]): Promise<unknown[]> {
    const item = this.#latest();
    const path = String((await this.properties(item)).get('Menu'));
    return ask(this.bus, { destination: item.destination, path, interface: menuInterface, member, signature, body });
  }

  #latest(): Item {
    const item = this.items.at(-1);
    if (item === undefined) throw new Error('No tray icon was registered');
    return item;
  }
}
