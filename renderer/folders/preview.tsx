import { useEffect, useRef } from 'react';
import type { PreviewView, Problem, Said } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { isWarning } from '../../preload/texts/words';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { ProblemLine } from '../problem-box';
import { useDebounced } from '../use-debounced';
import { useNowMs, useWords } from '../words';
import { LeftOut } from './left-out';

/** What would become of a dataset: a problem's code holds a dot, a reason's does not. */
function Expected({ reason, isReady }: { readonly reason: Said | null; readonly isReady: boolean }) {
  const { ui } = useWords();
  if (isReady || reason === null)
    return (
      <Badge tone="good" icon="check">
        {ui.rule.previewReady}
      </Badge>
    );
  if (reason.code === 'sentAlready')
    return (
      <Badge tone="good" icon="check">
        {ui.state.delivered}
      </Badge>
    );
  if (reason.code.includes('.'))
    return (
      <Badge tone="bad" icon="hand">
        {ui.rule.previewRefused}
      </Badge>
    );
  return (
    <Badge tone={isWarning(reason) ? 'warn' : 'neutral'} icon="waiting">
      {ui.state.waiting}
    </Badge>
  );
}

/** Most looks end sooner: a button that comes and goes at once would only be in the way. */
export const longLookMs = 1_500;

export interface PreviewProps {
  readonly preview: PreviewView | null;
  readonly isLoading: boolean;
  /** What is to be answered, or answered otherwise, before the look can be made; null where that is none of the answers. */
  readonly waitsFor: 'folder' | 'correction' | null;
  /** How many files were come upon so far; null while nothing is told of that. */
  readonly filesSoFar: number | null;
  readonly onStop: () => void;
  /** What is said of a look that was stopped; null when none was. */
  readonly stopped: Problem | null;
  readonly onAgain: () => void;
}

/** How far a look into a folder has come: never read aloud, since it is another number every moment. */
export function FilesSoFar({ files }: { readonly files: number }) {
  const words = useWords();
  return (
    <p className="muted small nums">
      {fill(words.ui.rule.previewSoFar, { files: words.plural(words.ui.common.files, files) })}
    </p>
  );
}

/** What a rule would send from a folder as it is now, and to which path. */
export function Preview({ preview, isLoading, waitsFor, filesSoFar, onStop, stopped, onAgain }: PreviewProps) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const isLong = useDebounced(isLoading, longLookMs) && isLoading;
  const place = useRef<HTMLElement>(null);
  const wasPressed = useRef(false);
  useEffect(() => {
    if (preview === null || !wasPressed.current) return;
    wasPressed.current = false;
    place.current?.focus(); // the button is gone
  }, [preview]);
  return (
    <section ref={place} tabIndex={-1} className="preview" aria-label={ui.rule.previewTitle} aria-busy={isLoading}>
      <div className="preview-head">
        <h2>{ui.rule.previewTitle}</h2>
        {preview !== null && preview.totalDatasets > 0 && (
          <p className="muted small">
            {fill(ui.rule.previewTotal, {
              datasets: words.plural(ui.common.datasets, preview.totalDatasets),
              files: words.plural(ui.common.files, preview.totalFiles),
              bytes: words.bytes(preview.totalBytes),
            })}
          </p>
        )}
      </div>
      {preview === null && (
        <>
          <p className="muted card-row" role="status">
            {isLoading && <span className="spinner" aria-hidden="true" />}
            {isLoading ? (
              ui.rule.previewLoading
            ) : stopped === null ? (
              waitsFor !== null && ui.rule[waitsFor === 'folder' ? 'previewWaiting' : 'previewWrong']
            ) : (
              <span>
                <ProblemLine problem={stopped} />
              </span>
            )}
          </p>
          {isLoading && filesSoFar !== null && <FilesSoFar files={filesSoFar} />}
          {/* One button, so that who pressed it keeps the focus. */}
          {(isLong || stopped !== null) && (
            <div>
              <Button
                {...(isLoading ? {} : { icon: 'retry' })}
                onClick={() => {
                  wasPressed.current = true;
                  (isLoading ? onStop : onAgain)();
                }}
              >
                {isLoading ? ui.rule.stopLooking : ui.rule.previewAgain}
              </Button>
            </div>
          )}
        </>
      )}
      {preview !== null && preview.filesLeftOut > 0 && (
        <p>{words.plural(ui.rule.previewAllLeftOut, preview.filesLeftOut)}</p>
      )}
      {preview !== null && preview.filesLeftOut === 0 && preview.datasets.length === 0 && (
        <p className="muted">{ui.rule.previewEmpty}</p>
      )}
      {preview !== null && preview.datasets.length > 0 && (
        <ul className="preview-list">
          {preview.datasets.map((dataset) => (
            <li key={dataset.name}>
              <div className="preview-top">
                <span className="preview-name path">{dataset.name}</span>
                <Expected reason={dataset.reason} isReady={dataset.settled} />
              </div>
              {dataset.destinationPath !== '' && (
                <p className="small path">
                  <span className="muted">{ui.rule.previewTo}</span>{' '}
                  <span className="mono">{dataset.destinationPath}</span>
                </p>
              )}
              <p className="small muted nums">
                {words.plural(ui.common.files, dataset.files)} · {words.bytes(dataset.bytes)}
                {dataset.reason !== null && ` · ${words.say(dataset.reason, nowMs)}`}
              </p>
            </li>
          ))}
        </ul>
      )}
      {preview !== null && preview.notShown > 0 && (
        <p className="muted small">{words.plural(ui.common.moreNotShown, preview.notShown)}</p>
      )}
      {preview !== null && <LeftOut entries={preview.leftOut} />}
    </section>
  );
}
