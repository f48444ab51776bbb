/** The question before quitting while something is on its way. */
import { type BrowserWindow, dialog } from 'electron';
import { type TrayWords } from './tray-view';

/**
 * @param onTheirWay how many datasets are being sent now, or are paused at Globus; with none it does not ask.
 * @returns whether to quit.
 */
export async function askToQuit(
  onTheirWay: number,
  { texts, say }: TrayWords,
  window: BrowserWindow | null,
): Promise<boolean> {
  if (onTheirWay === 0) return true;
  const question = {
    type: 'question' as const,
    title: texts.app,
    message: say.plural(texts.ask.quit, onTheirWay),
    detail: texts.ask.quitDetail,
    buttons: [texts.ask.quitNo, texts.ask.quitYes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const answer =
    window === null ? await dialog.showMessageBox(question) : await dialog.showMessageBox(window, question);
  return answer.response === 1;
}

/** Quitting is locked with the PIN. @returns whether to open the window, where it can be given. */
export async function sayQuitIsLocked({ texts }: TrayWords, window: BrowserWindow | null): Promise<boolean> {
  const box = {
    type: 'info' as const,
    title: texts.app,
    message: texts.ask.quitLocked,
    detail: texts.ask.quitLockedDetail,
    buttons: [texts.ask.quitNo, texts.ask.quitUnlock],
    defaultId: 1,
    cancelId: 0,
    noLink: true,
  };
  const answer = window === null ? await dialog.showMessageBox(box) : await dialog.showMessageBox(window, box);
  return answer.response === 1;
}
