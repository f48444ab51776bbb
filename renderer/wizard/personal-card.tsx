import type { PersonalView, Problem } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { CopyLine } from '../copy';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { RegisterPart } from './register-part';

export interface PersonalCardProps {
  /** Null while it is looked for. */
  readonly personal: PersonalView | null;
  readonly refusal: Problem | null;
  readonly identity: string | null;
  readonly onLookAgain: () => void;
  readonly isLooking: boolean;
  /** This computer was registered, or found to be. */
  readonly onRegistered: () => void;
}

/** What is known about Globus Connect Personal on this computer, and the way that fits. */
export function PersonalCard(props: PersonalCardProps) {
  const { personal, refusal, identity, onLookAgain, isLooking, onRegistered } = props;
  const { ui } = useWords();
  const openLink = useAction('link.open');
  if (refusal !== null) return <ProblemBox problem={refusal} isAlert={false} />;
  if (personal === null)
    return (
      <div className="card card-row" role="status">
        <span className="spinner" aria-hidden="true" />
        <span className="muted">{ui.wizard.personalLooking}</span>
      </div>
    );
  const { collection, installed } = personal;
  const fitText =
    collection === null
      ? installed
        ? ui.wizard.personalNoFit
        : ui.wizard.personalNoneText
      : {
          ownedByUs: ui.wizard.personalOwnedByUs,
          guestReadable: ui.wizard.personalGuest,
          ownedByPerson: fill(ui.wizard.personalOwnedByPerson, {
            owner: collection.owner ?? ui.wizard.someoneElse,
          }),
          none: ui.wizard.personalNoFit,
        }[personal.fits];
  const needsShare = installed && (personal.fits === 'ownedByPerson' || personal.fits === 'none');
  const open = (link: 'personal' | 'guestCollections'): void => {
    void openLink.run({ link });
  };
  return (
    <div className="card personal">
      <div className="card-row">
        <span className="card-icon">
          <Icon name="computer" size={22} />
        </span>
        <div className="card-words">
          <p className="card-title">
            {collection === null
              ? installed
                ? ui.wizard.personalNotOurs
                : ui.wizard.personalNone
              : fill(ui.wizard.personalFound, { name: collection.name })}
          </p>
          {collection?.connected === true && (
            <Badge tone="good" icon="check">
              {ui.wizard.personalConnected}
            </Badge>
          )}
          {personal.paused && (
            <Badge tone="warn" icon="paused">
              {ui.wizard.personalPaused}
            </Badge>
          )}
          {collection?.connected === false && !personal.paused && (
            <Badge tone="warn" icon="offline">
              {ui.wizard.personalNotConnected}
            </Badge>
          )}
        </div>
        <Button look="quiet" icon="retry" isBusy={isLooking} onClick={onLookAgain}>
          {ui.common.again}
        </Button>
      </div>
      {personal.registered === null && <p className="muted">{fitText}</p>}
      {personal.problem !== null && (
        <p className="check-problem">
          <ProblemLine problem={personal.problem} />
        </p>
      )}
      {needsShare && identity !== null && (
        <CopyLine label={ui.wizard.signsInAs} copyName={ui.wizard.copyIdentity} text={identity} />
      )}
      {personal.folders.length > 0 && (
        <p className="small muted">
          {ui.wizard.personalFolders}: <span className="mono path">{personal.folders.join(', ')}</span>
        </p>
      )}
      {(!installed || needsShare) && (
        <div className="card-actions">
          {!installed && (
            <Button
              icon="link"
              onClick={() => {
                open('personal');
              }}
            >
              {ui.wizard.personalGet}
            </Button>
          )}
          {needsShare && (
            <Button
              icon="link"
              onClick={() => {
                open('guestCollections');
              }}
            >
              {ui.wizard.guestHow}
            </Button>
          )}
        </div>
      )}
      {(personal.registered !== null || personal.fits === 'none' || personal.fits === 'ownedByPerson') && (
        <RegisterPart personal={personal} onRegistered={onRegistered} />
      )}
    </div>
  );
}
