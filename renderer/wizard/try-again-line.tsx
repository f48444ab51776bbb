import { fill } from '../../preload/texts/index';
import { Button } from '../parts/button';
import { useWords } from '../words';
import type { TryAgain } from './use-try-again';

/** When it is tried again, and a press that does not wait for it. No live region: it changes every second. */
export function TryAgainLine({ secondsLeft, now }: TryAgain) {
  const words = useWords();
  const { ui } = words;
  if (secondsLeft === null) return null;
  return (
    <div className="try-again">
      <p className="muted nums">
        <span className="pulse" aria-hidden="true" />
        {fill(ui.wizard.triesAgain, { time: words.duration(secondsLeft * 1000) })}
      </p>
      <Button icon="retry" onClick={now}>
        {ui.wizard.tryNow}
      </Button>
    </div>
  );
}
