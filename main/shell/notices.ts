/** Shows the notices that `notice-policy.ts` decides on, and opens their place when one is clicked. */
import { Notification } from 'electron';
import { type Clock } from '../ports/clock';
import { appImage } from './icons/images';
import { decideNotices, nothingTold, type Delivery, type Notice, type NoticeFacts } from './notice-policy';
import { type NoticeWords, noticeWords } from './notice-words';
import { type Place } from './place';

export interface NoticeParts {
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs' | 'wakeAfter'>;
  /** All but the deliveries, as they are now. */
  readonly facts: () => Omit<NoticeFacts, 'delivered'>;
  readonly isSilent: () => boolean;
  readonly words: () => NoticeWords;
  readonly open: (place: Place) => void;
}

export interface Notices {
  /** After each change of the status. */
  readonly look: () => void;
  readonly delivered: (delivery: Delivery) => void;
  readonly close: () => void;
}

/** Some desktops never say that a notice is gone. */
const mostOpen = 20;

/** After `ready`. */
export function setupNotices(parts: NoticeParts): Notices {
  const { clock } = parts;
  const open = new Set<Notification>(); // one that is let go of loses its click
  let memory = nothingTold;
  let cancelWake = (): void => undefined;

  const look = (delivered: readonly Delivery[]): void => {
    const decision = decideNotices(memory, { ...parts.facts(), delivered }, clock.monotonicMs());
    memory = decision.memory;
    for (const notice of decision.notices) show(notice);
    cancelWake();
    const { askAgainAtMs } = decision;
    cancelWake =
      askAgainAtMs === null ? () => undefined : clock.wakeAfter(askAgainAtMs - clock.monotonicMs(), () => look([]));
  };
  const show = (notice: Notice): void => {
    if (!Notification.isSupported()) return; // the window and the tray tell it as well
    const said = noticeWords(notice, parts.words(), clock.nowMs());
    const shown = new Notification({ ...said, icon: appImage(), silent: parts.isSilent() });
    open.add(shown);
    for (const oldest of open) {
      if (open.size <= mostOpen) break;
      open.delete(oldest);
    }
    shown.on('click', () => {
      parts.open(notice.place);
      shown.close();
    });
    shown.on('close', () => void open.delete(shown));
    shown.show();
  };
  return {
    look: () => look([]),
    delivered: (delivery) => look([delivery]),
    close: () => {
      cancelWake();
      for (const shown of open) shown.close();
    },
  };
}
