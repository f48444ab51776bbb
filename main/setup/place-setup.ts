import { joinPath } from '../domain/destination-path';
import { type Settings } from '../domain/settings';
import { type PlaceAnswers, type SetupFile, type SetupFolder } from '../domain/setup-file';
import { below, normalLocal, personalPathOf } from '../domain/source-path';

type Source = NonNullable<Settings['source']>;

/** What Globus Connect Personal of this computer says of itself. */
export interface Personal {
  readonly collectionId: string | null;
  readonly folders: readonly string[];
}

export interface Placed {
  /** Null when the file leaves it to this computer, and this computer has no collection. */
  readonly source: Source | null;
  readonly from: 'file' | 'thisComputer' | 'kept';
  /** Those that are not left out. */
  readonly folders: readonly SetupFolder[];
  /** All folders of the file with the place that each has here; null: left out. */
  readonly paths: readonly (string | null)[];
}

const personalKind = 'GCP_mapped_collection';

/**
 * The file's places on this computer. A collection of Globus Connect Personal belongs to one computer: where this one has
 * its own, that is taken, never the one of the computer that wrote the file. Pure.
 */
export function placeSetup(file: SetupFile, answers: PlaceAnswers, personal: Personal, kept: Source | null): Placed {
  const { source, from } = sourceHere(file, answers, personal, kept);
  const moved = (path: string): string => {
    const rest = file.source === null ? null : below(file.source.localPath, path);
    const isMoved = source !== null && normalLocal(source.localPath) !== normalLocal(file.source?.localPath ?? '');
    if (!isMoved || rest === null) return path;
    const inside = rest === '' ? source.localPath : joinPath(source.localPath, rest);
    return source.localPath.includes('\\') ? inside.replaceAll('/', '\\') : inside;
  };
  const paths = file.folders.map((folder, at) => {
    const answer = answers.folders[at];
    return answer === undefined ? moved(folder.path) : answer;
  });
  const folders = file.folders.flatMap((folder, at) => {
    const path = paths[at];
    return path === undefined || path === null ? [] : [{ ...folder, path }];
  });
  return { source, from, folders, paths };
}

function sourceHere(
  file: SetupFile,
  answers: PlaceAnswers,
  personal: Personal,
  kept: Source | null,
): Pick<Placed, 'source' | 'from'> {
  if (answers.keepsSource && kept !== null) return { source: kept, from: 'kept' };
  const localPath = answers.root ?? file.source?.localPath ?? personal.folders[0];
  const isOfOther = file.source?.kind === personalKind && file.source.collectionId !== personal.collectionId;
  if (personal.collectionId !== null && localPath !== undefined && (file.source === null || isOfOther))
    return {
      source: {
        collectionId: personal.collectionId,
        name: '',
        kind: personalKind,
        localPath,
        collectionPath: `${personalPathOf(localPath)}/`.replace(/\/+$/, '/'),
      },
      from: 'thisComputer',
    };
  if (file.source === null) return { source: null, from: 'file' };
  if (answers.root === null) return { source: file.source, from: 'file' };
  const collectionPath =
    file.source.kind === personalKind
      ? `${personalPathOf(answers.root)}/`.replace(/\/+$/, '/')
      : file.source.collectionPath;
  return { source: { ...file.source, localPath: answers.root, collectionPath }, from: 'file' };
}
