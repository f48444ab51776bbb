import { parseArgs } from 'node:util';
import { watchForOrphanhood } from './orphan-watch';
import { type PracticeGlobus, startPracticeGlobus } from './start';

const usage = `Usage: npm run practice-globus -- [--json] [--root DIR] [--port N] [--control-port N] [--throttle BYTES]

  --json           one JSON line on standard output instead of text
  --root DIR       where the collections' folders are (default: a temporary folder, removed at the end)
  --port N         port of Auth and Transfer (default: any free one)
  --control-port N port of the control API (default: any free one)
  --throttle BYTES bytes per second that each task may move (default: as fast as the disk)
`;

function wholeNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new RangeError(`--${name} needs a whole number, not '${text}'`);
  return Number(text);
}

async function startFromCommandLine(): Promise<{ globus: PracticeGlobus; isJson: boolean } | null> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      root: { type: 'string' },
      port: { type: 'string' },
      'control-port': { type: 'string' },
      throttle: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return null;
  }
  const throttle = wholeNumber(values.throttle, 'throttle');
  const globus = await startPracticeGlobus({
    ...(values.root === undefined ? {} : { folder: values.root }),
    port: wholeNumber(values.port, 'port') ?? 0,
    controlPort: wholeNumber(values['control-port'], 'control-port') ?? 0,
    ...(throttle === undefined || throttle === 0 ? {} : { limits: { throttleBytesPerSecond: throttle } }),
    onBug: (thrown) => console.error(thrown),
  });
  return { globus, isJson: values.json };
}

function describeForPeople(globus: PracticeGlobus): string {
  const rows = globus.collections.map((one) => `  ${one.id}  ${one.kind.padEnd(24)} ${one.name}\n    ${one.root}`);
  return [
    'Practice Globus is up. Stop it with Ctrl-C.',
    `  Auth and Transfer  ${globus.transferUrl}`,
    `  Control            ${globus.controlUrl}`,
    'Collections:',
    ...rows,
    'For the Globus CLI and the Globus SDK:',
    `export GLOBUS_SDK_SERVICE_URL_AUTH=${globus.authUrl}/`,
    `export GLOBUS_SDK_SERVICE_URL_TRANSFER=${globus.transferUrl}/`,
    `export GLOBUS_CLI_CLIENT_ID=${globus.clientId}`,
    `export GLOBUS_CLI_CLIENT_SECRET=${globus.clientSecret}`,
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const started = await startFromCommandLine();
  if (started === null) return;
  const { globus, isJson } = started;
  // A terminal and the programs in between may pass one Ctrl-C on twice: the second one must not break the clean-up.
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void globus.stop().finally(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  watchForOrphanhood(stop);
  const line = {
    auth: globus.authUrl,
    transfer: globus.transferUrl,
    control: globus.controlUrl,
    clientId: globus.clientId,
    clientSecret: globus.clientSecret,
    collections: globus.collections,
  };
  process.stdout.write(isJson ? `${JSON.stringify(line)}\n` : describeForPeople(globus));
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${usage}`);
  process.exitCode = 2;
});
