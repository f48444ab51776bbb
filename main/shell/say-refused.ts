/** What was asked for in the tray and could not be done is told where there may be no window to tell it in. */
import { type BrowserWindow, dialog } from 'electron';
import type { Problem } from '../../preload/contract';
import { type TrayWords } from './tray-view';

/** Does not wait for the answer: the app works on beside it. */
export async function sayRefused(
  problem: Problem,
  { texts, say }: TrayWords,
  nowMs: number,
  window: BrowserWindow | null,
): Promise<void> {
  const { what, means, do: remedy } = say.problem(problem, nowMs);
  const box = { type: 'warning' as const, title: texts.app, message: what, detail: `${means}\n\n${remedy}` };
  await (window === null ? dialog.showMessageBox(box) : dialog.showMessageBox(window, box));
}
