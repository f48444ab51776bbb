/** What is asked of Slipway on a command line and answered there, without a start. Pure. */
import { languageOf, type Language } from '../../preload/texts/language';
import { setupFileIn, setupSwitch } from './setup-argument';
import { type TrayTexts } from './tray-view';

/** `status` is that of the process: 0 for an answer, 2 for a command line that cannot be meant. */
interface Answer {
  readonly text: string;
  readonly status: 0 | 2;
}

/**
 * @param args without the program itself.
 * @returns what to write, or null when Slipway is to start.
 */
export function answerOf(
  args: readonly string[],
  version: string,
  textsOf: Readonly<Record<Language, TrayTexts>>,
  env: Readonly<Record<string, string | undefined>>,
): Answer | null {
  if (args.includes('--version')) return { text: `Slipway ${version}`, status: 0 };
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((one) => one !== undefined && one !== '');
  const texts = textsOf[languageOf(locale ?? 'en')];
  if (args.includes('--help') || args.includes('-h')) return { text: texts.help, status: 0 };
  const asksForSetup = args.some((one) => one === setupSwitch || one.startsWith(`${setupSwitch}=`));
  return asksForSetup && setupFileIn(args, '/') === null ? { text: texts.setupNeedsFile, status: 2 } : null;
}
