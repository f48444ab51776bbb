import { expect, it } from 'vitest';
import { makeSettingsHandlers } from '../../../main/ipc/settings-handlers';
import { PinLock } from '../../../main/setup/pin-lock';
import { World } from '../../fakes/world';

it.each(['..', '.', '~', ' .. ', '', 'room 3/4', 'a\\b'])(
  '%j is not taken as the name of this computer',
  async (station) => {
    const { settings, engine, clock } = new World();
    const before = settings.read().station;
    const handlers = makeSettingsHandlers(
      {
        settings,
        engine,
        lock: new PinLock(settings, clock),
        lockChanged: () => undefined,
        desk: { setOpenAtLogin: () => Promise.resolve() },
      },
      () => undefined,
    );
    await expect(handlers['settings.change']({ station })).rejects.toMatchObject({ code: 'settings.badStation' });
    expect(settings.read().station).toBe(before);
    await handlers['settings.change']({ station: 'scope-2' });
    expect(settings.read().station).toBe('scope-2');
  },
);
