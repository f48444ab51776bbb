/** Set-up chatter goes to stderr, so that the stdout of a `--json` command holds its JSON and nothing else. */
export function say(line) {
  process.stderr.write(`slipway: ${line}\n`);
}

/** Something the person at the keyboard can put right: shown without a stack, and the command ends with status 1. */
export class Stop extends Error {
  name = 'Stop';
}

/** Runs a script's main function; its number is the exit status. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (thrown) {
    say(thrown instanceof Stop ? thrown.message : String(thrown?.stack ?? thrown));
    process.exitCode = 1;
  }
}
