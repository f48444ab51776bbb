import { expect, it } from 'vitest';
import { makeSettingsHandlers } from '../../../main/ipc/settings-handlers';
import { PinLock } from '../../../main/setup/pin-lock';
import { World } from '../../fakes/world';

function started(): Pick<World, 'settings'> & { readonly handlers: ReturnType<typeof makeSettingsHandlers> } {
  const { settings, engine, clock } = new World();
  const lock = new PinLock(settings, clock);
  const desk = { setOpenAtLogin: (): Promise<void> => Promise.resolve() };
  const nobody = (): void => undefined;
  return { settings, handlers: makeSettingsHandlers({ settings, engine, lock, lockChanged: nobody, desk }, nobody) };
}

it('whoever chooses whether Slipway opens at login need not be asked again', async () => {
  const { settings, handlers } = started();
  await handlers['settings.change']({ appearance: 'dark' });
  expect(settings.read().loginAsked).toBe(false);
  await handlers['settings.change']({ openAtLogin: false });
  expect(settings.read().loginAsked).toBe(true);
});

it.each(['..', '.', '~', ' .. ', '', 'room 3/4', 'a\\b'])(
  '%j is not taken as the name of this computer',
  async (station) => {
    const { settings, handlers } = started();
    const before = settings.read().station;
    await expect(handlers['settings.change']({ station })).rejects.toMatchObject({ code: 'settings.badStation' });
    expect(settings.read().station).toBe(before);
    await handlers['settings.change']({ station: 'scope-2' });
    expect(settings.read().station).toBe('scope-2');
  },
);
