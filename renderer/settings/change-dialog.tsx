import { useEffect, useRef } from 'react';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { useTell } from '../tell';
import { useWindow } from '../window-context';
import { DestinationForm } from '../wizard/destination-form';
import { IdentityForm } from '../wizard/identity-form';
import { SourceForm } from '../wizard/source-form';
import { useWords } from '../words';

export type Change = 'identity' | 'source' | 'destination';

/** An answer of the setup, changed later through the same checks. */
export function ChangeDialog({ change, onClose }: { readonly change: Change; readonly onClose: () => void }) {
  const { ui } = useWords();
  const { setup, readSetupAgain } = useWindow();
  const tell = useTell();
  const { title, saved } = (
    {
      identity: { title: ui.settings.replaceIdentity, saved: 'identitySaved' },
      source: { title: ui.settings.changeSource, saved: 'sourceSaved' },
      destination: { title: ui.settings.changeDestination, saved: 'destinationSaved' },
    } as const
  )[change];
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const close = (): void => {
    readSetupAgain(); // an answer may be kept although its dialog is left without going on
    onClose();
  };
  const onSaved = (): void => {
    if (isHere.current) close();
    else readSetupAgain(); // kept although the dialog was left in the meantime, so it is told
    tell(({ ui }) => ui.settings[saved]);
  };
  const before = (
    <Button look="quiet" onClick={close}>
      {ui.common.cancel}
    </Button>
  );
  const form = { setup, submitLabel: ui.settings.checkAndSave, onSaved, before };
  return (
    <Dialog title={title} closeLabel={ui.common.close} onClose={close} isWide>
      {change === 'identity' && (
        <>
          <p className="dialog-lead muted">{ui.settings.identityHow}</p>
          <IdentityForm {...form} mayKeep={false} />
        </>
      )}
      {change === 'source' && <SourceForm {...form} />}
      {change === 'destination' && (
        <>
          <p className="dialog-lead muted">{ui.settings.destinationHow}</p>
          <DestinationForm {...form} />
        </>
      )}
    </Dialog>
  );
}
