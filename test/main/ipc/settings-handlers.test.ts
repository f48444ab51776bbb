import { expect, it } from 'vitest';
import { type HandlerDeps } from '../../../main/ipc/handlers';
import { makeSettingsHandlers } from '../../../main/ipc/settings-handlers';
import { World } from '../../fakes/world';

it.each(['..', '.', '~', ' .. ', '', 'room 3/4', 'a\\b'])(
  '%j is not taken as the name of this computer',
  async (station) => {
    const { settings, engine } = new World();
    const before = settings.read().station;
    const handlers = makeSettingsHandlers({ settings, engine } as unknown as HandlerDeps, () => undefined);
    await expect(handlers['settings.change']({ station })).rejects.toMatchObject({ code: 'settings.badStation' });
    expect(settings.read().station).toBe(before);
    await handlers['settings.change']({ station: 'scope-2' });
    expect(settings.read().station).toBe('scope-2');
  },
);
