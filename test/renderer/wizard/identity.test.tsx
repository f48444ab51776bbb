// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aProblem, newWorld, someClientId, someSecret, type PageWorld } from '../../fakes/page-world';
import { givePageABrowser, openPage, wordsBelow } from '../support/page';

givePageABrowser();
const nowMs = Date.now();
const clientId = (): HTMLElement => screen.getByLabelText('Client id');
const secret = (): HTMLElement => screen.getByLabelText('Client secret');
const proceed = (): HTMLElement => screen.getByRole('button', { name: 'Check and continue' });

describe('who sends?', () => {
  it('goes on with a pair that Globus accepts, by keyboard alone', async () => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    await user.click(clientId());
    await user.keyboard(someClientId);
    await user.tab();
    expect(document.activeElement).toBe(secret());
    await user.keyboard(`${someSecret}{Enter}`);
    expect(await screen.findByRole('heading', { level: 1, name: 'From this computer' })).toBe(document.activeElement);
    expect(bridge.world.secret).toBe('ok');
  });

  it.each(['Client id', 'Client secret'])('splits a text that holds both, pasted into "%s"', async (field) => {
    const { user } = await openPage(newWorld(nowMs));
    await user.click(screen.getByLabelText(field));
    await user.paste(`Client UUID: ${someClientId.toUpperCase()}\r\nSecret:\t${someSecret}\n`);
    expect(clientId()).toHaveProperty('value', someClientId);
    expect(secret()).toHaveProperty('value', someSecret);
    expect(screen.getByText(/were found in the text/)).toBeDefined();
  });

  it('takes blanks and line breaks out of a pasted secret', async () => {
    const { user } = await openPage(newWorld(nowMs));
    await user.click(secret());
    await user.paste(` ${someSecret.slice(0, 22)}\n${someSecret.slice(22)} `);
    expect(secret()).toHaveProperty('value', someSecret);
    expect(wordsBelow(secret())).toBe('This has the shape of a client secret.');
  });

  it('says how a client id looks while it is typed', async () => {
    const { user } = await openPage(newWorld(nowMs));
    await user.type(clientId(), '9d1f');
    expect(wordsBelow(clientId())).toBe('A client id has 36 characters; 4 so far.');
    expect(screen.getByText(/4 so far/).closest('[aria-live]')).toBeNull(); // not at every key
    await user.clear(clientId());
    await user.type(clientId(), someClientId);
    expect(wordsBelow(clientId())).toBe('This has the shape of a client id.');
  });

  it('shows the identity as soon as it is known, and copies it', async () => {
    const { user } = await openPage(newWorld(nowMs));
    await user.type(clientId(), someClientId);
    const identity = `${someClientId}@clients.auth.globus.org`;
    expect(screen.getByText(identity)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Copy the identity' }));
    expect(await navigator.clipboard.readText()).toBe(identity);
  });

  it('asks for what is missing, beside its field, and calls nobody', async () => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    await user.click(proceed());
    expect(wordsBelow(clientId())).toBe('Enter the client id.');
    expect(wordsBelow(secret())).toBe('Enter the client secret.');
    expect(document.activeElement).toBe(clientId());
    expect(bridge.asked.map((call) => call.name)).not.toContain('setup.saveIdentity');
  });

  it('says beside each field that its shape is wrong, keeps both, and calls nobody', async () => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    await user.type(clientId(), '9d1f3c50');
    await user.type(secret(), 'too-short');
    await user.click(proceed());
    expect(wordsBelow(clientId())).toContain('A client id looks like');
    expect(wordsBelow(secret())).toContain('A secret is one word of about 44 characters');
    for (const field of [clientId(), secret()]) expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(clientId());
    expect(clientId()).toHaveProperty('value', '9d1f3c50');
    expect(secret()).toHaveProperty('value', 'too-short');
    expect(bridge.asked.map((call) => call.name)).not.toContain('setup.saveIdentity');
  });

  it('says beside the secret that Globus refused the pair, and keeps what was typed', async () => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    await user.type(clientId(), someClientId);
    await user.type(secret(), someSecret.replace('q7', 'zz'));
    await user.click(proceed());
    await screen.findByText('Globus does not accept this client id and secret.');
    expect(wordsBelow(secret())).toContain('Globus does not accept');
    expect(secret().getAttribute('aria-invalid')).toBe('true');
    expect(clientId()).toHaveProperty('value', someClientId);
    expect(secret()).toHaveProperty('value', someSecret.replace('q7', 'zz'));
    expect(document.activeElement).toBe(secret());
    expect(bridge.world.clientId).toBeNull();
  });

  it.each([
    ['no network', 'Globus cannot be reached.', (world: PageWorld): void => void (world.isOnline = false)],
    [
      'a locked keychain',
      'The keychain of this computer is locked.',
      (world: PageWorld): void => void (world.keychain = 'locked'),
    ],
    [
      'no keychain',
      'This computer has no keychain that answers.',
      (world: PageWorld): void => void (world.keychain = 'unavailable'),
    ],
  ] as const)('says that there is %s, and goes on once there is', async (_what, text, break_) => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    break_(bridge.world);
    await user.type(clientId(), someClientId);
    await user.type(secret(), someSecret);
    await user.click(proceed());
    expect((await screen.findByRole('alert')).textContent).toContain(text);
    bridge.world.isOnline = true;
    bridge.world.keychain = 'open';
    await user.click(proceed());
    await screen.findByRole('heading', { level: 1, name: 'From this computer' });
  });

  it('tries to sign in again by itself once the network is back', async () => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    bridge.world.isOnline = false;
    await user.type(clientId(), someClientId);
    await user.type(secret(), someSecret);
    await user.click(proceed());
    await screen.findByText(/^Tries again by itself in \d secs\.$/);
    bridge.world.isOnline = true;
    await screen.findByRole('heading', { level: 1, name: 'From this computer' }, { timeout: 9000 });
  }, 20_000);

  it('says that the clock is off', async () => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    bridge.refuseNext('setup.saveIdentity', aProblem('globus.clockOff', { facts: { minutes: 42 } }));
    await user.type(clientId(), someClientId);
    await user.type(secret(), someSecret);
    await user.click(proceed());
    expect((await screen.findByRole('alert')).textContent).toContain('42 minutes off');
  });

  it.each([
    ['Client id', 'Client secret', someSecret],
    ['Client secret', 'Client id', someClientId],
  ])('refuses 10 MB of text pasted into "%s" beside it, and keeps the other', async (field, other, kept) => {
    const { user } = await openPage(newWorld(nowMs));
    await user.type(screen.getByLabelText(other), kept);
    await user.click(screen.getByLabelText(field));
    await user.paste('lorem ipsum '.repeat(850_000));
    expect(screen.getByLabelText(field)).toHaveProperty('value', '');
    expect(wordsBelow(screen.getByLabelText(field))).toContain('10.2 MB');
    expect(screen.getByLabelText(other)).toHaveProperty('value', kept);
  });

  it('refuses a link beside the field it was pasted into, whatever ids are in it', async () => {
    const { user } = await openPage(newWorld(nowMs));
    for (const [field, words] of [
      [clientId(), 'This is a link. Copy the client id itself'],
      [secret(), 'This is a link, not a secret.'],
    ] as const) {
      await user.click(field);
      await user.paste(`https://app.globus.org/settings/developers/projects/${someClientId}/apps\n`);
      expect(field).toHaveProperty('value', '');
      expect(wordsBelow(field)).toContain(words);
      expect(screen.getByText(new RegExp(words)).closest('[aria-live=polite]')).not.toBeNull(); // the focus stays here
    }
  });

  it('does not make a secret of an e-mail in which it is broken over lines, and keeps what was there', async () => {
    const { user } = await openPage(newWorld(nowMs));
    await user.type(secret(), someSecret);
    await user.paste(`Client UUID: ${someClientId}\nSecret: ${someSecret.slice(0, 20)}\n${someSecret.slice(20)}`);
    expect(wordsBelow(secret())).toBe('There is more than the secret in that text. Copy the secret alone.');
    expect(secret()).toHaveProperty('value', someSecret);
  });

  it('refuses a text with two ids, and an id as secret', async () => {
    const { user } = await openPage(newWorld(nowMs));
    await user.click(clientId());
    await user.paste(`${someClientId} 6c54cade-bde5-45c1-bdea-f4bd71dba2cc`);
    expect(wordsBelow(clientId())).toContain('2 different ids');
    await user.click(secret());
    await user.paste(someClientId);
    expect(wordsBelow(secret())).toContain('This is an id, not a secret.');
  });

  it('hides the secret until it is asked for', async () => {
    const { user } = await openPage(newWorld(nowMs));
    expect(secret().getAttribute('type')).toBe('password');
    await user.click(screen.getByRole('button', { name: 'Show the secret' }));
    expect(secret().getAttribute('type')).toBe('text');
  });

  it('opens the page where an application is registered', async () => {
    const { user, bridge } = await openPage(newWorld(nowMs));
    await user.click(screen.getByText('Where do I get these?'));
    await user.click(screen.getByRole('button', { name: 'Open the Globus developers page' }));
    expect(bridge.world.openedLinks).toEqual(['registerApplication']);
  });

  it('is in German when German is chosen, without losing what was typed', async () => {
    const { user } = await openPage(newWorld(nowMs));
    await user.type(clientId(), someClientId);
    await user.selectOptions(screen.getByLabelText('Language'), 'Deutsch');
    await screen.findByRole('heading', { level: 1, name: 'Wer sendet?' });
    expect(screen.getByLabelText('Client-ID')).toHaveProperty('value', someClientId);
    expect(document.documentElement.lang).toBe('de');
  });
});
