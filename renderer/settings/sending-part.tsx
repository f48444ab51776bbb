import { ProblemBox } from '../problem-box';
import { useWindow } from '../window-context';
import { useWords } from '../words';
import { HoursField } from './hours-field';
import { useKeep } from './use-keep';

const nights = { fromHour: 18, toHour: 7 };

export function SendingPart() {
  const { ui } = useWords();
  const { settings } = useWindow();
  const { keep, problem } = useKeep();
  return (
    <section className="card settings-part" aria-labelledby="settings-sending">
      <h2 id="settings-sending">{ui.settings.sending}</h2>
      <HoursField
        label={ui.settings.sendingHours}
        hint={ui.settings.sendingHoursHint}
        value={settings.sendingHours}
        usual={nights}
        onChange={(sendingHours) => void keep({ sendingHours })}
      />
      {problem !== null && <ProblemBox problem={problem} />}
    </section>
  );
}
