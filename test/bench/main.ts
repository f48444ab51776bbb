import { benchApp } from './app';
import { benchEngine } from './engine';
import { benchPracticeGlobus } from './practice-globus';
import { type Row } from './row';
import { benchStorm } from './storm';

const benches: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  app: benchApp,
  engine: benchEngine,
  'practice-globus': benchPracticeGlobus,
  storm: benchStorm,
};

function describeRow({ name, value, unit, yardstick, ratio, goal, holds }: Row): string {
  const against =
    yardstick === null
      ? `goal ${String(goal)} ${unit}`
      : `yardstick ${String(yardstick)} ${unit}, ratio ${String(ratio)}, goal ${String(goal)}`;
  return `${holds ? 'holds ' : 'misses'}  ${name}: ${String(value)} ${unit} (${against})`;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const names = args.filter((arg) => !arg.startsWith('-'));
  const unknown = names.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined || names.length === 0 || args.some((arg) => arg.startsWith('-') && arg !== '--json')) {
    process.stderr.write(`Usage: npm run bench -- NAME... [--json]\nNames: ${Object.keys(benches).join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  const rows: Row[] = [];
  for (const name of names) rows.push(...((await benches[name]?.()) ?? []));
  if (!args.includes('--json')) for (const one of rows) process.stdout.write(`${describeRow(one)}\n`);
  else process.stdout.write(`${JSON.stringify({ rows })}\n`);
  if (!rows.every((one) => one.holds)) process.exitCode = 1;
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  process.exitCode = 1;
});
