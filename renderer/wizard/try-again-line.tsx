import { fill } from '../../preload/texts/index';
import { Button } from '../parts/button';
import { useWords } from '../words';
import type { TryAgain } from './use-try-again';

/**
 * When it is tried again, and a press that does not wait for it. It stays while it is tried, so that the button keeps the
 * focus. No live region: it changes every second.
 */
export function TryAgainLine({ secondsLeft, isBusy, now }: TryAgain) {
  const words = useWords();
  const { ui } = words;
  if (secondsLeft === null) return null;
  return (
    <div className="try-again">
      <p className="muted nums">
        <span className="pulse" aria-hidden="true" />
        {isBusy ? ui.wizard.checking : fill(ui.wizard.triesAgain, { time: words.duration(secondsLeft * 1000) })}
      </p>
      <Button icon="retry" isBusy={isBusy} onClick={now}>
        {ui.wizard.tryNow}
      </Button>
    </div>
  );
}
