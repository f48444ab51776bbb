import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { type Log } from '../../ports/log';
import { type UnusedSetup, type UnusedSetupStore } from '../../ports/unused-setup';

const Shape = z.object({
  version: z.literal(1),
  name: z.string(),
  text: z.string(),
  root: z.string().nullable(),
  keepsSource: z.boolean(),
  /** By position; JSON has no way to say of a place in a list that nothing was answered. */
  folders: z.array(z.object({ at: z.number().int().min(0).max(100), path: z.string().nullable() })),
});

/** One file in the data folder, for its owner's eyes only, since it may hold a secret that is locked. */
export class UnusedSetupFile implements UnusedSetupStore {
  constructor(
    private readonly path: string,
    private readonly log: Log,
  ) {}

  read(): UnusedSetup | null {
    try {
      const { name, text, root, keepsSource, folders } = Shape.parse(JSON.parse(readFileSync(this.path, 'utf8')));
      const answered: (string | null | undefined)[] = [];
      for (const { at, path } of folders) answered[at] = path;
      return { name, text, answers: { root, keepsSource, folders: Array.from(answered) } };
    } catch {
      return null; // there is none, as a rule; one that is damaged is opened again by the operator
    }
  }

  keep({ name, text, answers: { root, keepsSource, folders } }: UnusedSetup): void {
    const answered = folders.flatMap((path, at) => (path === undefined ? [] : [{ at, path }]));
    const beside = `${this.path}.part`;
    try {
      const content = JSON.stringify({ version: 1, name, text, root, keepsSource, folders: answered });
      rmSync(beside, { force: true }); // one that was left behind keeps its own rights
      writeFileSync(beside, content, { mode: 0o600, flag: 'wx' });
      renameSync(beside, this.path);
    } catch (thrown) {
      this.log.note('setup file not kept', { detail: String(thrown).slice(0, 200) });
    }
  }

  forget(): void {
    try {
      rmSync(this.path, { force: true });
    } catch (thrown) {
      this.log.note('setup file not forgotten', { detail: String(thrown).slice(0, 200) });
    }
  }
}
