import { useRef, useState, type ReactNode } from 'react';
import type { Outcome, Problem, Reply, SetupPart, SetupView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useNews } from '../api/use-news';
import { CopyLine } from '../copy';
import { inWords, type Saying } from '../in-words';
import { Box } from '../parts/box';
import { Button, IconButton } from '../parts/button';
import { TextField } from '../parts/field';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { PartGrants } from './check-report';
import { IdentityTrial } from './identity-trial';
import { cleanLine, cleanSecret, isLink, isUuid, readableChars, readIdentity, secretShape } from './pasted';
import { pastedSecret, tooLong, wrongSecrets } from './refusals';
import { isPassing } from './problem-field';
import { TryAgainLine } from './try-again-line';
import { useChanges } from './use-changes';
import { useGrantWatch } from './use-grant-watch';
import { useTryAgain } from './use-try-again';

type FieldName = 'clientId' | 'secret';
const uuidLength = 36;

/** The field that a refusal belongs to; null when no field can mend it. */
function fieldOf(problem: Problem): FieldName | null {
  if (problem.code === 'clientId.badShape') return 'clientId';
  return problem.code === 'secret.badShape' || problem.code === 'globus.signInRefused' ? 'secret' : null;
}

type Tried = Reply<'setup.saveIdentity'>;
function allHeld({ parts }: Tried): boolean {
  return parts.every(({ state }) => state === 'ok');
}

export interface IdentityFormProps {
  readonly setup: SetupView;
  readonly submitLabel: string;
  readonly onSaved: () => void;
  /** An answer is about to be tried, and kept when it holds. */
  readonly onCheck?: () => void;
  /** Stands left of the submit button. */
  readonly before?: ReactNode;
  /** A kept secret may stay as it is; false where the operator came to replace it. */
  readonly mayKeep?: boolean;
}

export function IdentityForm({ setup, submitLabel, onSaved, onCheck, before, mayKeep = true }: IdentityFormProps) {
  const words = useWords();
  const { ui } = words;
  const save = useAction('setup.saveIdentity');
  const look = useAction('setup.checkIdentity');
  /** What was answered last; it stays in sight while it is tried again by itself. */
  const [last, setLast] = useState<Outcome<Tried> | null>(null);
  /** How far another application got with what is set up. */
  const [running, setRunning] = useState<readonly SetupPart[]>([]);
  useNews('setup.filePart', (news) => {
    if (save.isBusy) setRunning(news.parts);
  });
  const openLink = useAction('link.open');
  const [clientId, setClientId] = useState(setup.clientId ?? '');
  const [secret, setSecret] = useState('');
  const [isShown, setIsShown] = useState(false);
  const [wasSplit, setWasSplit] = useState(false);
  const [refusals, setRefusals] = useState<Readonly<Partial<Record<FieldName, ReactNode>>>>({});
  const clientIdInput = useRef<HTMLInputElement>(null);
  const secretInput = useRef<HTMLInputElement>(null);

  const refuse = (field: FieldName, saying: Saying): void => {
    setRefusals((others) => ({ ...others, [field]: inWords(saying) }));
  };
  const changes = useChanges();
  const change = (field: FieldName, value: string): void => {
    changes.count();
    setLast(null);
    setWasSplit(false);
    setRefusals((others) => ({ ...others, [field]: undefined }));
    if (field === 'clientId') setClientId(value);
    else setSecret(value);
  };
  /** Pasted text goes where it belongs, whichever field it was pasted into. */
  const takeText = (field: FieldName, text: string): boolean => {
    const found = readIdentity(text);
    if (found.clientId.kind === 'id' && found.secret !== null) {
      change('clientId', found.clientId.id);
      change('secret', found.secret);
      setWasSplit(true);
      return true;
    }
    if (text.length > readableChars) {
      refuse(field, tooLong(text));
      return true;
    }
    if (field === 'clientId') {
      if (isLink(text)) refuse('clientId', ({ ui }) => ui.wizard.clientIdIsLink);
      else if (found.clientId.kind === 'id') change('clientId', found.clientId.id);
      else if (found.clientId.kind === 'several') {
        const { count } = found.clientId;
        refuse('clientId', ({ ui }) => fill(ui.wizard.clientIdSeveral, { count }));
      } else if (found.secret !== null && secret === '' && found.secret === cleanLine(text))
        change('secret', found.secret);
      else refuse('clientId', ({ ui }) => ui.wizard.clientIdNone);
      return true;
    }
    const taken = pastedSecret(text);
    if (typeof taken === 'string') change('secret', taken);
    else refuse('secret', taken);
    return true;
  };

  const keeps = mayKeep && setup.secret === 'ok' && secret === '' && clientId === setup.clientId;
  const shape = secretShape(secret);
  const request = { clientId, secret };
  /** Tries it in main, and keeps it there as far as it may. Null when it was kept, or is no news any more. */
  const keep = async (): Promise<Outcome<Tried> | null> => {
    onCheck?.();
    setRunning([]);
    const isStillAsked = changes.mark();
    const outcome = await save.run(request);
    if (isStillAsked()) setLast(outcome);
    if (!outcome.ok || outcome.value.identity === null) return isStillAsked() ? outcome : null;
    // What was denied to it is told before going on; kept is kept, whatever was changed in the meantime.
    if (allHeld(outcome.value) || !isStillAsked()) onSaved();
    return null;
  };
  /** What nobody pressed for is kept no sooner than all of it holds. */
  const keepOrShow = (outcome: Outcome<Tried>): void => {
    if (outcome.ok && allHeld(outcome.value)) void keep();
    else setLast(outcome);
  };
  const tryByItself = async (): Promise<void> => {
    const isStillAsked = changes.mark();
    const outcome = await look.run(request);
    if (isStillAsked()) keepOrShow(outcome);
  };
  const submit = async (): Promise<void> => {
    if (keeps) {
      onSaved();
      return;
    }
    const wrongId = clientId === '' ? 'clientIdEmpty' : isUuid(clientId) ? null : 'clientIdBad';
    const wrongSecret = wrongSecrets[shape];
    if (wrongId !== null) refuse('clientId', ({ ui }) => ui.wizard[wrongId]);
    if (wrongSecret !== null) refuse('secret', ({ ui }) => ui.wizard[wrongSecret]);
    if (wrongId !== null || wrongSecret !== null) {
      (wrongId === null ? secretInput : clientIdInput).current?.focus();
      return;
    }
    changes.count(); // a look under way is no news any more
    const outcome = await keep();
    if (outcome === null || outcome.ok) return;
    if (fieldOf(outcome.problem) === 'clientId') clientIdInput.current?.focus();
    if (fieldOf(outcome.problem) === 'secret') secretInput.current?.focus();
  };

  const isDue =
    last !== null && (last.ok ? last.value.parts.some((part) => isPassing(part.problem)) : isPassing(last.problem));
  const shown = save.isBusy ? null : last;
  const tried = shown?.ok === true ? shown.value : null;
  const problem = shown?.ok === false ? shown.problem : null;
  const parts = save.isBusy ? running : (tried?.parts ?? []);
  const grants = tried?.grants ?? [];
  // Kept, but not gone on yet: what was denied would be gone with the page.
  const isKept = tried !== null && tried.identity !== null && !allHeld(tried);
  // One of them at a time asks: what is tried again hears of a permission as well.
  const watch = useGrantWatch(
    grants.length > 0 && !isDue && !isKept,
    () => look.run(request),
    (value) => {
      keepOrShow({ ok: true, value });
    },
  );
  const tryAgain = useTryAgain({
    isDue,
    isBusy: save.isBusy || look.isBusy,
    answers: `${clientId} ${secret}`,
    byItself: () => void tryByItself(),
    byPress: () => void submit(),
  });
  const refusedField = problem === null ? null : fieldOf(problem);
  const errorOf = (field: FieldName): ReactNode =>
    refusals[field] ?? (problem !== null && refusedField === field ? <ProblemLine problem={problem} /> : undefined);
  const clientIdRemark =
    clientId === ''
      ? null
      : isUuid(clientId)
        ? { text: ui.wizard.clientIdGood, isGood: true }
        : clientId.length < uuidLength
          ? { text: fill(ui.wizard.clientIdTyping, { count: clientId.length }), isGood: false }
          : { text: ui.wizard.clientIdBad, isGood: false };
  const secretRemark = {
    empty: null,
    usual: { text: ui.wizard.secretGood, isGood: true },
    unusual: { text: fill(ui.wizard.secretUnusual, { count: secret.length }), isGood: false },
    isId: { text: ui.wizard.secretIsId, isGood: false },
    bad: { text: ui.wizard.secretBad, isGood: false },
  }[shape];

  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isKept) onSaved();
        else if (!save.isBusy) void submit();
      }}
    >
      <TextField
        label={ui.wizard.clientId}
        value={clientId}
        inputRef={clientIdInput}
        isMono
        hint={ui.wizard.clientIdHint}
        error={errorOf('clientId')}
        remark={clientIdRemark}
        onChange={(value) => {
          change('clientId', cleanLine(value.slice(0, 200)));
        }}
        onText={(text) => takeText('clientId', text)}
      />
      <TextField
        label={ui.wizard.secret}
        value={secret}
        inputRef={secretInput}
        kind={isShown ? 'text' : 'password'}
        isMono
        hint={mayKeep && setup.secret === 'ok' ? ui.wizard.secretKept : ui.wizard.secretHint}
        error={errorOf('secret')}
        remark={secretRemark}
        onChange={(value) => {
          change('secret', cleanSecret(value.slice(0, 2000)));
        }}
        onText={(text) => takeText('secret', text)}
        trailing={
          <IconButton
            name={isShown ? ui.wizard.hideSecret : ui.wizard.showSecret}
            icon={isShown ? 'eyeOff' : 'eye'}
            onClick={() => {
              setIsShown(!isShown);
            }}
          />
        }
      />
      <div role="status" className="form-status">
        {wasSplit ? ui.wizard.splitDone : ''}
      </div>
      {isUuid(clientId) && (
        <Box tone="neutral">
          <CopyLine
            label={ui.wizard.signsInAs}
            copyName={ui.wizard.copyIdentity}
            text={`${clientId}@clients.auth.globus.org`}
          />
          <p className="small muted">{ui.wizard.identityWhy}</p>
        </Box>
      )}
      <details className="more">
        <summary>{ui.wizard.howTitle}</summary>
        <p>{ui.wizard.howSteps}</p>
        <Button
          icon="link"
          onClick={() => {
            void openLink.run({ link: 'registerApplication' });
          }}
        >
          {ui.wizard.howLink}
        </Button>
      </details>
      {parts.length > 0 && <IdentityTrial parts={parts} isBusy={save.isBusy} isKept={isKept} />}
      {!isKept && <PartGrants grants={grants} lookedAtMs={watch.lookedAtMs} isWatched={!isDue} />}
      {problem !== null && refusedField === null && <ProblemBox problem={problem} />}
      <TryAgainLine {...tryAgain} />
      <div className="form-actions">
        {!isKept && before}
        <Button look="primary" submits isBusy={save.isBusy}>
          {save.isBusy ? ui.wizard.checking : isKept ? ui.wizard.goOn : keeps ? ui.wizard.keep : submitLabel}
        </Button>
      </div>
    </form>
  );
}
