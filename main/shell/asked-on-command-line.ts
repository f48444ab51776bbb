/** What is asked of Slipway on a command line and answered there, without a start. Pure. */
import { languageOf, type Language } from '../../preload/texts/language';
import { type TrayTexts } from './tray-view';

/**
 * @param args without the program itself.
 * @returns what to write, or null when Slipway is to start.
 */
export function answerOf(
  args: readonly string[],
  version: string,
  textsOf: Readonly<Record<Language, TrayTexts>>,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  if (args.includes('--version')) return `Slipway ${version}`;
  if (!args.includes('--help') && !args.includes('-h')) return null;
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((one) => one !== undefined && one !== '');
  return textsOf[languageOf(locale ?? 'en')].help;
}
