import { areCalm, headlineLooks } from './states';
import { useLock } from './lock/use-lock';
import { Badge } from './parts/badge';
import { Icon, Mark, type IconName } from './parts/icon';
import { places, useWindow, type Place } from './window-context';
import { headlineOf } from './headline';
import { useWords } from './words';

const icons: Readonly<Record<Place, IconName>> = {
  now: 'now',
  datasets: 'datasets',
  folders: 'folders',
  problems: 'problems',
  settings: 'settings',
  about: 'about',
};

export function Navigation({ place }: { readonly place: Place }) {
  const words = useWords();
  const { ui } = words;
  const { status, go } = useWindow();
  const lock = useLock();
  const look = headlineLooks[status.headline];
  const problems = status.problems.length;
  return (
    <header className="side">
      <div className="brand">
        <Mark size={30} />
        <div className="brand-words">
          <p className="brand-name">{ui.app.name}</p>
          <p className="small muted station">{status.station}</p>
        </div>
      </div>
      <nav aria-label={ui.nav.label}>
        <ul className="nav">
          {places.map((name, at) => (
            <li key={name}>
              <button
                type="button"
                className="nav-entry"
                title={ui.nav[name]}
                aria-current={name === place ? 'page' : undefined}
                aria-keyshortcuts={`Control+${String(at + 1)}`}
                onClick={() => {
                  go({ place: name });
                }}
              >
                <Icon name={icons[name]} />
                <span className="nav-text">{ui.nav[name]}</span>
                {name === 'problems' && problems > 0 && (
                  <span
                    className={areCalm(status.problems) ? 'nav-count nav-count-warn' : 'nav-count'}
                    aria-label={words.plural(ui.nav.problemCount, problems)}
                    role="img"
                  >
                    {words.number(problems)}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {lock?.isOn === true && (
        <button
          type="button"
          className="lock-entry small"
          onClick={() => {
            go({ place: 'settings' });
          }}
        >
          <Icon name={lock.isOpen ? 'unlock' : 'lock'} size={16} />
          <span className="nav-text">{lock.isOpen ? ui.lock.isOpen : ui.lock.isLocked}</span>
        </button>
      )}
      <div className="side-foot" role="status">
        <Badge tone={look.tone} icon={look.icon}>
          {status.headline === 'sending' && status.percent !== null
            ? `${ui.headline.sending} · ${words.percent(status.percent)}`
            : headlineOf(status, ui)}
        </Badge>
      </div>
    </header>
  );
}
