/** What a notice says. Pure. */
import { fill } from '../../preload/texts/index';
import { type Words } from '../../preload/texts/words';
import { type Notice } from './notice-policy';
import { type TrayTexts } from './tray-view';

export interface NoticeWords {
  readonly texts: TrayTexts;
  readonly say: Pick<Words, 'plural' | 'problem'>;
}

export function noticeWords(
  notice: Notice,
  { texts, say }: NoticeWords,
  nowMs: number,
): { title: string; body: string } {
  const words = texts.notice;
  if (notice.kind === 'delivered') {
    const title = fill(say.plural(words.delivered, notice.count), { name: notice.first.name });
    const isOne = notice.count === 1;
    return {
      title,
      body: isOne ? say.plural(words.deliveredBody, notice.first.files) : words.deliveredTo,
    };
  }
  const { what, do: remedy } = say.problem(notice.first, nowMs);
  const others = notice.count - 1;
  const more = others === 0 ? remedy : say.plural(words.others, others);
  return { title: say.plural(words.needsYou, notice.count), body: `${what}\n${more}` };
}
