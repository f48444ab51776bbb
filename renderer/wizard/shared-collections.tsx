import { useId, useState } from 'react';
import { fill } from '../../preload/texts/index';
import { useCall } from '../api/use-call';
import { CopyLine } from '../copy';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Empty } from '../parts/empty';
import { LineField } from '../line-field';
import { ProblemBox } from '../problem-box';
import { useWords } from '../words';

/** From this many on, a field to search in them helps. */
const manyCollections = 7;
const longestSearch = 200;

export interface SharedCollectionsProps {
  readonly chosen: string;
  readonly identity: string | null;
  /** The collection that the data comes from: sending it to itself is no choice. */
  readonly sourceId: string | null;
  readonly onChoose: (id: string) => void;
}

/** What was shared with this application, to choose from. */
export function SharedCollections({ chosen, identity, sourceId, onChoose }: SharedCollectionsProps) {
  const { ui } = useWords();
  const shared = useCall('setup.sharedCollections', {});
  const [search, setSearch] = useState('');
  const name = useId();
  const again = (
    <Button look="quiet" icon="retry" isBusy={shared.isAsking} onClick={shared.askAgain}>
      {ui.common.again}
    </Button>
  );
  if (shared.outcome === null)
    return (
      <div className="card card-row" role="status">
        <span className="spinner" aria-hidden="true" /> <span className="muted">{ui.common.loading}</span>
      </div>
    );
  if (!shared.outcome.ok) return <ProblemBox problem={shared.outcome.problem} actions={again} isAlert={false} />;
  const all = shared.outcome.value.filter(({ id }) => id !== sourceId);
  if (all.length === 0)
    return (
      <div className="card">
        <Empty icon="target" title={ui.wizard.sharedNone} text={ui.wizard.sharedNoneText} action={again} isSmall />
        {identity !== null && (
          <CopyLine label={ui.wizard.signsInAs} copyName={ui.wizard.copyIdentity} text={identity} />
        )}
      </div>
    );
  const wanted = search.trim().toLowerCase();
  const matching = all.filter((one) => `${one.name} ${one.owner ?? ''} ${one.id}`.toLowerCase().includes(wanted));
  return (
    <fieldset className="card choices">
      <legend className="field-label">{ui.wizard.sharedLabel}</legend>
      <div className="choices-head">
        {all.length >= manyCollections && (
          <LineField
            label={ui.wizard.sharedFilter}
            kind="search"
            longest={longestSearch}
            value={search}
            onChange={setSearch}
          />
        )}
        {again}
      </div>
      {matching.length === 0 && <p className="muted">{fill(ui.wizard.sharedNoMatch, { search })}</p>}
      <div className="choices-list">
        {matching.map((one) => (
          <label key={one.id} className="choice">
            <input
              type="radio"
              name={name}
              checked={one.id === chosen}
              onChange={() => {
                onChoose(one.id);
              }}
            />
            <span className="choice-words">
              <span className="choice-name">{one.name}</span>
              {one.owner !== null && (
                <span className="small muted path">{fill(ui.wizard.ownedBy, { owner: one.owner })}</span>
              )}
            </span>
            {one.connected === false && (
              <Badge tone="warn" icon="offline">
                {ui.wizard.notConnected}
              </Badge>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
