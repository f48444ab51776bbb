import { type AppError } from '../domain/problem';
import { type Settings } from '../domain/settings';

export interface SettingsStore {
  read(): Settings;
  /** Durable when it returns. Throws settings.unwritable. */
  change(patch: Partial<Omit<Settings, 'version'>>): Settings;
  /** What was wrong with the file at start (it was put aside), or null. */
  readonly trouble: AppError | null;
}
