/** Where the session bus listens. Pure. Source: D-Bus specification 0.42, "Server Addresses". */

/** @returns the name of a socket for `net.connect` (abstract ones begin with NUL); null when the environment names none. */
export function sessionBusSocket(env: Readonly<Record<string, string | undefined>>): string | null {
  const addresses = env['DBUS_SESSION_BUS_ADDRESS'];
  if (addresses !== undefined && addresses !== '') {
    return (
      addresses
        .split(';')
        .map(socketOf)
        .find((socket) => socket !== null) ?? null
    );
  }
  const runtimeFolder = env['XDG_RUNTIME_DIR'];
  return runtimeFolder === undefined || runtimeFolder === '' ? null : `${runtimeFolder}/bus`; // where systemd puts it
}

function socketOf(address: string): string | null {
  const [transport, rest = ''] = address.split(/:(.*)/s);
  if (transport !== 'unix') return null;
  for (const pair of rest.split(',')) {
    const [key, value = ''] = pair.split(/=(.*)/s);
    if (key === 'path' || key === 'abstract') {
      const name = unescaped(value);
      return name === null ? null : key === 'path' ? name : `\0${name}`;
    }
  }
  return null;
}

function unescaped(value: string): string | null {
  try {
    return decodeURIComponent(value); // D-Bus escapes bytes as %xx, as addresses of the web do
  } catch {
    return null;
  }
}
