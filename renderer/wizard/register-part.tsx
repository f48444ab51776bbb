import type { PersonalView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { CopyLine } from '../copy';
import { Button } from '../parts/button';
import { ProblemBox } from '../problem-box';
import { useWords } from '../words';

export interface RegisterPartProps {
  readonly personal: PersonalView;
  readonly onRegistered: () => void;
}

/** The way without a subscription: this computer is registered with the application, and set up with the key. */
export function RegisterPart({ personal, onRegistered }: RegisterPartProps) {
  const { ui } = useWords();
  const say = ui.wizard;
  const register = useAction('setup.registerPersonal');
  const { registered } = personal;
  if (registered !== null)
    return (
      <section className="register" aria-label={fill(say.registeredTitle, { name: registered.name })}>
        <p className="card-title" role="status">
          {fill(say.registeredTitle, { name: registered.name })}
        </p>
        {registered.command === null ? (
          <>
            <p>{say.registeredKey}</p>
            <CopyLine label={say.registeredKeyLabel} text={registered.setupKey} />
          </>
        ) : (
          <CopyLine label={say.registeredCommand} copyName={say.copyCommand} text={registered.command} />
        )}
        <p className="grant-watch small muted">
          <span className="pulse" aria-hidden="true" />
          <span>{say.registeredWatching}</span>
        </p>
      </section>
    );
  const isPersons = personal.fits === 'ownedByPerson';
  return (
    <section className="register" aria-label={isPersons ? say.registerTitle : say.registerTitleFirst}>
      <p className="card-title">{isPersons ? say.registerTitle : say.registerTitleFirst}</p>
      <p className="muted">{isPersons ? say.registerBeside : say.registerText}</p>
      {register.problem !== null && <ProblemBox problem={register.problem} />}
      <div>
        <Button
          icon="computer"
          isBusy={register.isBusy}
          onClick={() => {
            void register.run({}).then((outcome) => {
              if (outcome.ok) onRegistered();
            });
          }}
        >
          {say.registerButton}
        </Button>
      </div>
    </section>
  );
}
