import { useCallback } from 'react';
import { useToast } from './parts/toast';
import { useWords, type Words } from './words';

type Saying = (words: Words) => string;

/** Written where it is shown, so that it follows when another language is chosen while it stands there. */
function InWords({ saying }: { readonly saying: Saying }) {
  return saying(useWords());
}

/** Says that something was done; `undo` takes it back. */
export function useTell(): (saying: Saying, undo?: () => void) => void {
  const toast = useToast();
  return useCallback(
    (saying, undo) => {
      toast({
        text: <InWords saying={saying} />,
        ...(undo === undefined ? {} : { undo: { label: <InWords saying={({ ui }) => ui.common.undo} />, run: undo } }),
      });
    },
    [toast],
  );
}
