/** Plays the part of a desktop that shows notices. Source of the names: freedesktop.org, Desktop Notifications 1.2. */
import { openRawBus } from './raw-bus';

const name = 'org.freedesktop.Notifications';

export interface ShownNotice {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}

export class NoticeDesktop {
  readonly shown: ShownNotice[] = [];
  private constructor(private readonly emit: (signal: string, ...values: unknown[]) => void) {}

  static async appear(busAddress: string): Promise<NoticeDesktop> {
    const bus = openRawBus(busAddress);
    bus.connection.on('error', () => undefined); // the bus ends before the desktop does
    const service = {
      GetCapabilities: () => ['body', 'actions'],
      GetServerInformation: () => ['test', 'Slipway', '1', '1.2'],
      Notify: (_app: string, _replaces: number, _icon: string, title: string, body: string) => {
        desktop.shown.push({ id: desktop.shown.length + 1, title, body });
        return desktop.shown.length;
      },
      CloseNotification: () => undefined,
      emit: (signal: string, ...values: unknown[]) => [signal, ...values],
    };
    const desktop = new NoticeDesktop((signal, ...values) => void service.emit(signal, ...values));
    bus.exportInterface(service, '/org/freedesktop/Notifications', {
      name,
      methods: {
        GetCapabilities: ['', 'as'],
        GetServerInformation: ['', 'ssss'],
        Notify: ['susssasa{sv}i', 'u'],
        CloseNotification: ['u', ''],
      },
      signals: { ActionInvoked: ['us'], NotificationClosed: ['uu'] },
    });
    await new Promise<void>((resolve, reject) => {
      bus.requestName(name, 0, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(new Error(`${name} is taken`));
      });
    });
    return desktop;
  }

  click(notice: ShownNotice): void {
    this.emit('ActionInvoked', notice.id, 'default');
  }
}
