import type { Request, SetupFileView, SetupPart } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { Button } from '../parts/button';
import { useWords } from '../words';
import { PartRow } from './part-row';

export interface FileRowsProps {
  readonly file: SetupFileView;
  /** As far as it was tried; empty before. */
  readonly parts: readonly SetupPart[];
  readonly isBusy: boolean;
  readonly onPlace: (request: Request<'setup.filePlace'>) => void;
  /** Null where the source cannot be answered by hand. */
  readonly onByHand: (() => void) | null;
}

/** What a setup file says, in the order of the wizard. */
export function FileRows({ file, parts, isBusy, onPlace, onByHand }: FileRowsProps) {
  const words = useWords();
  const { ui } = words;
  const say = ui.setupFile;
  const pick = useAction('folder.pick');
  const partOf = (name: SetupPart['part']): SetupPart | undefined => parts.find((one) => one.part === name);
  const folderParts = parts.filter((one) => one.part === 'folder');
  const choose = async (take: (path: string) => void): Promise<void> => {
    const outcome = await pick.run({});
    if (outcome.ok && outcome.value.path !== null) take(outcome.value.path);
  };
  const { source } = file;
  const via =
    source === null
      ? null
      : source.name !== ''
        ? fill(say.sourceVia, { name: source.name })
        : source.from === 'thisComputer'
          ? fill(say.sourceVia, { name: say.sourceHere })
          : null;
  const sourceFailed = partOf('source')?.state === 'failed';
  return (
    <ul className="card file-rows">
      <PartRow label={say.identity} icon="key" part={partOf('identity')}>
        <p className="mono path">{file.identity}</p>
      </PartRow>
      <PartRow label={say.station} icon="computer" part={undefined}>
        <p className="path">{file.station}</p>
      </PartRow>
      <PartRow
        label={say.source}
        icon="computer"
        part={partOf('source')}
        after={
          !isBusy &&
          (sourceFailed || source === null || !source.isThere) && (
            <div className="file-row-actions">
              {source !== null && (
                <Button
                  icon="folders"
                  fullName={fill(say.chooseFor, { path: source.localPath })}
                  onClick={() => {
                    void choose((path) => {
                      onPlace({ place: 'source', path });
                    });
                  }}
                >
                  {ui.common.choose}
                </Button>
              )}
              {onByHand !== null && (sourceFailed || source === null) && (
                <Button onClick={onByHand}>{say.byHand}</Button>
              )}
            </div>
          )
        }
      >
        {source === null ? (
          <p>{say.noSource}</p>
        ) : (
          <>
            <p className="path">
              <span className="mono">{source.localPath}</span> {via !== null && <span className="muted">{via}</span>}
            </p>
            {!source.isThere && <p className="check-problem">{fill(say.notHereRoot, { path: source.localPath })}</p>}
          </>
        )}
      </PartRow>
      <PartRow label={say.destination} icon="target" part={partOf('destination')}>
        <p className="path">
          {file.destination.name} <span className="mono">{file.destination.path}</span>
        </p>
        <p className="small muted mono path">{file.destination.collectionId}</p>
      </PartRow>
      {file.folders.map((folder, at) => {
        const isIn = folder.path !== null;
        const isLost = isIn && !folder.isThere;
        const before = file.folders.slice(0, at).filter((one) => one.path !== null).length;
        return (
          <PartRow
            key={folder.pathInFile}
            label={say.folders}
            icon="folders"
            part={isIn ? folderParts[before] : undefined}
            after={
              !isBusy &&
              (isLost || !isIn) && (
                <div className="file-row-actions">
                  {isLost && (
                    <Button
                      icon="folders"
                      fullName={fill(say.chooseFor, { path: folder.path ?? '' })}
                      onClick={() => {
                        void choose((path) => {
                          onPlace({ place: 'folder', at, path });
                        });
                      }}
                    >
                      {ui.common.choose}
                    </Button>
                  )}
                  {isLost && (
                    <Button
                      fullName={fill(say.leaveOutThing, { path: folder.path ?? '' })}
                      onClick={() => {
                        onPlace({ place: 'folder', at, path: null });
                      }}
                    >
                      {say.leaveOut}
                    </Button>
                  )}
                  {!isIn && (
                    <Button
                      look="quiet"
                      icon="plus"
                      fullName={fill(say.takeInThing, { path: folder.pathInFile })}
                      onClick={() => {
                        onPlace({ place: 'folder', at, path: folder.pathInFile });
                      }}
                    >
                      {say.takeIn}
                    </Button>
                  )}
                </div>
              )
            }
          >
            {isIn ? (
              <>
                <p className="mono path">{folder.path}</p>
                <p className="small muted">
                  {fill(say.folderRule, {
                    preset: words.preset(folder.preset),
                    quiet: words.duration(folder.quietForS * 1000),
                  })}
                </p>
                {folder.cleanUp !== null && (
                  <p className="small">
                    {words.plural(
                      folder.cleanUp.how === 'trash' ? say.cleansToTrash : say.cleansForGood,
                      folder.cleanUp.afterDays,
                    )}{' '}
                    {folder.cleanUp.asks ? say.cleansAsks : say.cleansUnasked}
                  </p>
                )}
                {isLost && <p className="check-problem">{fill(say.notHere, { path: folder.path ?? '' })}</p>}
              </>
            ) : (
              <p className="muted path">{fill(say.leftOut, { path: folder.pathInFile })}</p>
            )}
          </PartRow>
        );
      })}
    </ul>
  );
}
