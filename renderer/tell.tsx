import { useCallback } from 'react';
import { inWords, type Saying } from './in-words';
import { useToast } from './parts/toast';

/** Says that something was done; `undo` takes it back. */
export function useTell(): (saying: Saying, undo?: () => void) => void {
  const toast = useToast();
  return useCallback(
    (saying, undo) => {
      toast({
        text: inWords(saying),
        ...(undo === undefined ? {} : { undo: { label: inWords(({ ui }) => ui.common.undo), run: undo } }),
      });
    },
    [toast],
  );
}
