import { useCallback, useState } from 'react';
import type { OpenedSetupView, Outcome, Problem, Request } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { useNews } from '../api/use-news';

/** Bytes; main refuses more, and so much is not even read. */
const longestFile = 1_000_000;

export interface OpenedSetupState {
  /** Null while nothing is known yet. */
  readonly view: OpenedSetupView | null;
  readonly isOpen: boolean;
  readonly isPicking: boolean;
  readonly pick: () => void;
  readonly take: (file: File) => void;
  readonly place: (request: Request<'setup.filePlace'>) => Promise<void>;
  readonly close: () => void;
  readonly readAgain: () => void;
}

/** The setup file that is open, wherever it was opened from. */
export function useOpenedSetup(): OpenedSetupState {
  const read = useCall('setup.fileRead', {});
  const pick = useAction('setup.filePick');
  const take = useAction('setup.fileTake');
  const place = useAction('setup.filePlace');
  const close = useAction('setup.fileClose');
  // What the page knows better than the last reading: a reply, or a refusal of its own.
  const [newer, setNewer] = useState<OpenedSetupView | null>(null);
  const { askAgain } = read;
  const readAgain = useCallback(() => {
    setNewer(null);
    askAgain();
  }, [askAgain]);
  useNews('setup.fileOpened', readAgain);
  const refused = (problem: Problem): void => {
    setNewer({ file: null, refusal: problem });
  };
  const heard = (outcome: Outcome<OpenedSetupView>): void => {
    if (outcome.ok) setNewer(outcome.value);
    else refused(outcome.problem);
  };
  const view = newer ?? (read.outcome?.ok === true ? read.outcome.value : null);
  return {
    view,
    isOpen: view !== null && (view.file !== null || view.refusal !== null),
    isPicking: pick.isBusy,
    pick: () => {
      void pick.run({}).then(heard);
    },
    take: (file) => {
      if (file.size > longestFile) refused(tooLarge(file));
      else
        void file.text().then(
          async (text) => {
            heard(await take.run({ name: file.name.slice(0, 255) || 'setup', text }));
          },
          () => {
            refused(unreadable(file)); // a folder was dropped, or the file is gone
          },
        );
    },
    place: async (request) => {
      heard(await place.run(request));
    },
    close: () => {
      setNewer({ file: null, refusal: null });
      void close.run({});
    },
    readAgain,
  };
}

function problemOf(code: string, facts: Problem['facts']): Problem {
  return { id: code, code, facts, act: null, datasetId: null, folderId: null, sinceMs: null, requestId: null };
}
function tooLarge(file: File): Problem {
  return problemOf('setupFile.tooLarge', { name: file.name, bytes: file.size });
}
function unreadable(file: File): Problem {
  return problemOf('setupFile.otherKind', { name: file.name });
}
