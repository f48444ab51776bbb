import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, asAppError, type ProblemCode } from '../../../main/domain/problem';
import { lastWords } from '../../../main/shell/last-words';
import { whyNoLock } from '../../../main/shell/single-instance';

describe('what is said when Slipway ends with it', () => {
  it.each<ProblemCode>(['ledger.full', 'ledger.readOnly', 'settings.unreadable', 'settings.noFolder'])(
    '%s: start it again, since nothing goes on by itself',
    (code) => {
      const error = new AppError(code, { path: '/data/ledger.sqlite', detail: 'EROFS' });
      const english = lastWords(error, 'en', 0).text;
      expect(english).toMatch(/then start Slipway again\.$/);
      expect(english).not.toMatch(/by itself|\{/);
      const german = lastWords(error, 'de', 0).text;
      expect(german).toMatch(/(neu|wieder|erneut)\.$/);
      expect(german).not.toMatch(/von selbst|\{/);
    },
  );

  it('does not ask for a report, which no window is there to make', () => {
    const { title, text } = lastWords(asAppError(new Error('no such thing')), 'en', 0);
    expect(title).toBe('Slipway: Slipway met an error that it does not know: no such thing');
    expect(text).not.toMatch(/report/);
  });
});

describe('a start that gets no lock', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('has nothing to say when another Slipway holds it', async () => {
    await symlink('scope-4711', join(folder, 'SingletonLock'));
    expect(whyNoLock(folder, 'linux')).toBeNull();
  });

  it('says that its folder cannot be written, and why', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect(whyNoLock(join(file, 'Slipway'), 'linux')).toMatchObject({
      code: 'settings.noFolder',
      facts: { path: join(file, 'Slipway'), detail: 'ENOTDIR' },
    });
  });
});
