import { CheckField } from '../parts/field';
import { ProblemBox } from '../problem-box';
import { useWindow } from '../window-context';
import { useWords } from '../words';
import { HoursField } from './hours-field';
import { useKeep } from './use-keep';

const nights = { fromHour: 22, toHour: 7 };

export function NoticesPart() {
  const { ui } = useWords();
  const { settings } = useWindow();
  const { keep, problem } = useKeep();
  return (
    <section className="card settings-part" aria-labelledby="settings-notices">
      <h2 id="settings-notices">{ui.settings.notices}</h2>
      <CheckField
        label={ui.settings.notifyProblems}
        hint={ui.settings.notifyProblemsHint}
        isOn={settings.notifyProblems}
        onChange={(notifyProblems) => void keep({ notifyProblems })}
      />
      <CheckField
        label={ui.settings.notifyDeliveries}
        hint={ui.settings.notifyDeliveriesHint}
        isOn={settings.notifyDeliveries}
        onChange={(notifyDeliveries) => void keep({ notifyDeliveries })}
      />
      <CheckField
        label={ui.settings.notifySilently}
        isOn={settings.notifySilently}
        onChange={(notifySilently) => void keep({ notifySilently })}
      />
      <HoursField
        label={ui.settings.quietHours}
        hint={ui.settings.quietHoursHint}
        value={settings.quietHours}
        usual={nights}
        onChange={(quietHours) => void keep({ quietHours })}
      />
      {problem !== null && <ProblemBox problem={problem} />}
    </section>
  );
}
