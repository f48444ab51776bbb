import { type FolderRule } from './folder-rule';

/** How one kind of instrument writes, and when its data is finished. */
export interface Preset {
  readonly name: string;
  readonly signs: Signs;
  readonly rule: Pick<
    FolderRule,
    | 'datasetIs'
    | 'include'
    | 'exclude'
    | 'quietForMs'
    | 'sentinels'
    | 'notWhile'
    | 'sendLast'
    | 'mustBeClosed'
    | 'lists'
  >;
}

/** What speaks for a preset: something in each of its folders, or the names of single files. */
export type Signs =
  | { readonly kind: 'inFolder'; readonly any: readonly Sign[] }
  | { readonly kind: 'files'; readonly name: RegExp; /** Says nothing either way. */ readonly beside: RegExp | null };

/** Matched against paths below a folder that may be a dataset, at most three names long; those of folders end with `/`. */
export interface Sign {
  readonly shows: RegExp;
  /** How it is told where the name differs from folder to folder; the name itself when left out. */
  readonly as?: string;
  /** Found in the same folder, it takes the sign back. */
  readonly unless?: RegExp;
}

const second = 1_000;
const minute = 60 * second;
/** What systems leave lying about. */
const litter = [
  '.DS_Store',
  'Thumbs.db',
  'desktop.ini',
  '.slipway-*',
  '$RECYCLE.BIN',
  'System Volume Information',
  '.Trash-*',
  '.Trashes', // what macOS puts on each drive, and lets nobody read
  '.Spotlight-V100',
  '.fseventsd',
  '.TemporaryItems',
  '.DocumentRevisions-V100',
  'lost+found',
  '.nfs0*', // deleted on a network disk while a program had it open
  '.~tmp~', // where rsync keeps files that get their places when all are whole
  '.rsync-partial',
  '.snapshot', // a file server's earlier copies of all there is
  '#recycle',
  '@eaDir',
];
/** What programs call a file that they still copy; renamed when it is whole. */
const copyEndings = [
  ...['part', 'partial', 'filepart', 'crdownload', 'opdownload', 'fdmdownload', 'ffs_tmp', 'tmp', 'aria2', 'gstmp'],
  ...['download', 'lftp-pget-status', 'uploading', 'incomplete', 'inprogress'],
];
const drawn = '[0-9a-z]'; // of marks the case is not minded
/** rsync's `.scan.raw.x7Kp2Q`, and that of a Mac: `.scan.raw.x7Kp2QaB9c`. */
const drawnEnding = `{${drawn.repeat(6)},${drawn.repeat(10)}}`;
/** Every file is held against each line, a million of them: so the endings are one. */
const stillCopied = [
  `*.{${copyEndings.join(',')}}`,
  '*.!*', // Resilio's `.!sync`, FastCopy, BitTorrent
  '.{goutputstream,azDownload}-*',
  // Not what Macs keep beside each file (`._list.sqlite`), which stays.
  `.[!_]*.${drawnEnding}`,
  `._*.*.${drawnEnding}`,
  '.*.~[0-9a-f]*', // Nextcloud's `.scan.raw.~3f2a1b`
];

const everyRun = {
  datasetIs: { kind: 'topLevel' },
  include: [],
  exclude: litter,
  quietForMs: 5 * minute,
  sentinels: [],
  notWhile: stillCopied,
  sendLast: [],
  mustBeClosed: false,
  lists: null,
} as const satisfies Preset['rule'];
const everyFile = { ...everyRun, datasetIs: { kind: 'eachFile', together: [] } } as const satisfies Preset['rule'];
const also = (...globs: readonly string[]): readonly string[] => [...litter, ...globs];
/** What lies beside a file of SQLite while its last writes are not in it yet. */
const openDatabase = (file: string): readonly string[] => [`${file}-journal`, `${file}-wal`];
const inFolder = (...any: readonly (Sign | RegExp)[]): Signs => ({
  kind: 'inFolder',
  any: any.map((sign) => (sign instanceof RegExp ? { shows: sign } : sign)),
});
const files = (name: RegExp, beside: RegExp | null = null): Signs => ({ kind: 'files', name, beside });
/** The instrument says itself that it is done, and whoever watches the destination should see that last. */
const endsWith = (sentinel: string): Pick<Preset['rule'], 'sentinels' | 'sendLast'> => ({
  sentinels: [sentinel],
  sendLast: [sentinel],
});

/** The most telling first. The figures are those of the field notes on instruments. */
export const presets: readonly Preset[] = [
  {
    name: 'illumina',
    // A run that has not ended shows neither file. Then the later of the two is waited for: it never sends too early.
    signs: inFolder(
      /^CopyComplete\.txt$/,
      // The software of the instruments that write it, whatever else there is by now.
      /^(RTA3\.cfg|SequenceComplete\.txt)$/,
      { shows: /^RunInfo\.xml$/, unless: /^RTAComplete\.(txt|xml)$/ },
    ),
    // RTAComplete alone does not prove that the copy to this computer ended.
    rule: { ...everyRun, quietForMs: minute, ...endsWith('CopyComplete.txt') },
  },
  {
    name: 'illumina-older',
    signs: inFolder({
      shows: /^RTAComplete\.(txt|xml)$/,
      unless: /^(CopyComplete\.txt|RTA3\.cfg|SequenceComplete\.txt)$/,
    }),
    rule: { ...everyRun, quietForMs: 2 * minute, ...endsWith('RTAComplete.*') },
  },
  {
    name: 'singular-g4',
    signs: inFolder(/^transfer_complete\.txt$/, /^run_complete\.txt$/),
    // run_complete.txt comes before the copy has ended.
    rule: { ...everyRun, quietForMs: minute, ...endsWith('transfer_complete.txt') },
  },
  {
    name: 'nanopore',
    signs: inFolder(
      { shows: /^final_summary_.*\.txt$/, as: 'final_summary_*.txt' },
      { shows: /^sequencing_summary_.*\.txt$/, as: 'sequencing_summary_*.txt' },
      /^(pod5|fast5|fastq|bam)(_pass|_fail|_skip)?\/$/,
    ),
    rule: {
      ...everyRun,
      quietForMs: 2 * minute,
      exclude: also('queued_reads', 'tmp'),
      ...endsWith('final_summary_*.txt'),
      lists: 'outputHash',
    },
  },
  {
    name: 'epu',
    signs: inFolder(/^(Metadata\/)?EpuSession\.dm$/, /^Images-Disc\d+\/$/),
    rule: { ...everyRun, quietForMs: 4 * 60 * minute }, // no sentinel exists; a session pauses between exposures
  },
  {
    name: 'epu-movies',
    signs: inFolder(), // proposed as sessions: to send them while they run is for the operator to choose
    rule: {
      ...everyFile,
      // The files of one exposure; its .xml is the one that every camera and format writes.
      datasetIs: {
        kind: 'eachFile',
        together: [
          ['.xml', '_Fractions.mrc', '_Fractions.tiff', '_Fractions.tif', '_EER.eer', '.eer', '.mrc', '.jpg', '.dm'],
        ],
      },
      include: ['FoilHole_*_Data_*'],
      quietForMs: minute,
      sentinels: ['FoilHole_*_Data_*.xml', 'FoilHole_*_Data_*{_Fractions.mrc,_Fractions.tif,_Fractions.tiff,.eer}'],
    },
  },
  {
    name: 'tomo',
    signs: inFolder(/^Session\.dm$/, /^SearchMaps\/$/),
    rule: { ...everyRun, quietForMs: 60 * minute, sentinels: ['*.mdoc'], lists: 'mdoc' },
  },
  {
    name: 'serialem',
    signs: inFolder(
      { shows: /^[^/]+\.mdoc$/, as: '*.mdoc', unless: /^(Session\.dm|SearchMaps\/)$/ },
      { shows: /^[^/]+\.nav$/, as: '*.nav' },
    ),
    rule: { ...everyRun, quietForMs: 30 * minute, sentinels: ['*.mdoc'], lists: 'mdoc' },
  },
  {
    name: 'bruker',
    signs: inFolder(/^analysis\.(tdf|tsf|baf)$/),
    rule: {
      ...everyRun,
      quietForMs: minute,
      exclude: also('*.mcf_idx-journal'), // always locked
      notWhile: [...stillCopied, ...openDatabase('analysis.{tdf,tsf,baf}')],
      sentinels: ['analysis.{tdf,tsf,baf}'],
    },
  },
  {
    name: 'agilent-ion-trap',
    signs: inFolder(/^DATA\.MS$/i),
    rule: { ...everyRun, quietForMs: 2 * minute, sentinels: ['DATA.MS'] },
  },
  {
    name: 'agilent',
    signs: inFolder(/^AcqData\/$/i),
    rule: { ...everyRun, quietForMs: 2 * minute },
  },
  {
    name: 'waters',
    signs: inFolder(/^_HEADER\.TXT$/i, { shows: /^_FUNC\d+\.DAT$/i, as: '_FUNC*.DAT' }),
    rule: { ...everyRun, quietForMs: 2 * minute },
  },
  {
    name: 'leica-xlef',
    signs: inFolder({ shows: /^[^/]+\.xlef$/i, as: '*.xlef' }),
    rule: { ...everyRun, quietForMs: 30 * minute, mustBeClosed: true }, // reopened while a project goes on
  },
  {
    name: 'light-sheet',
    signs: inFolder({ shows: /^[^/]*settings[^/]*\.(txt|xml|json)$/i, as: '*settings*' }),
    rule: { ...everyRun, quietForMs: 15 * minute, sentinels: ['*settings*.{txt,xml,json}'] },
  },
  {
    name: 'sciex',
    signs: files(/\.wiff(\.scan|2)?$/i, /\.timeseries\.data$/i),
    rule: {
      ...everyFile,
      datasetIs: { kind: 'eachFile', together: [['.wiff', '.wiff.scan', '.wiff2', '.timeseries.data']] },
      quietForMs: minute,
      sentinels: ['*.wiff', '*.wiff.scan'],
    },
  },
  {
    name: 'uimf',
    signs: files(/\.uimf$/i, /\.uimf-(journal|wal|shm)$/i),
    rule: {
      ...everyFile,
      datasetIs: { kind: 'eachFile', together: [['.uimf', '.uimf-journal', '.uimf-wal', '.uimf-shm']] },
      exclude: also('*.uimf-journal', '*.uimf-shm'),
      quietForMs: minute,
      notWhile: [...stillCopied, ...openDatabase('*.uimf')],
    },
  },
  {
    name: 'thermo-raw',
    signs: files(/\.raw$/i, /\.(sld|meth)$/i),
    // The vendor's software may keep a finished file open, so that an open file proves nothing.
    rule: { ...everyFile, quietForMs: minute, exclude: also('*.sld') },
  },
  {
    name: 'czi',
    signs: files(/\.czi$/i),
    rule: { ...everyFile, quietForMs: 5 * minute, mustBeClosed: true },
  },
  {
    name: 'project-file',
    signs: files(/\.(lif|nd2|ims)$/i, /\.lifext$/i),
    rule: {
      ...everyFile,
      datasetIs: { kind: 'eachFile', together: [['.lif', '.lifext']] },
      quietForMs: 30 * minute, // reopened while a project goes on; what changes later is a new version
      mustBeClosed: true,
    },
  },
  {
    name: 'xray',
    signs: files(/\.(txrm|xrm|txm)$/i),
    rule: { ...everyFile, quietForMs: 10 * minute, mustBeClosed: true },
  },
  {
    name: 'general',
    signs: inFolder(),
    rule: everyRun,
  },
];

export function presetNamed(name: string): Preset {
  const found = presets.find((preset) => preset.name === name);
  if (found === undefined) throw new Error(`There is no preset ${name}`);
  return found;
}

/** A file in which the instrument of a preset keeps its data; an empty one is still to be filled. */
export function isDataFile(preset: string, name: string): boolean {
  const signs = presets.find((known) => known.name === preset)?.signs;
  return signs?.kind === 'files' && signs.name.test(name);
}

/** Where datasets go at first: those that may lie at any depth keep the folders above them, or two could meet. */
export function templateFor(datasetIs: FolderRule['datasetIs']): string {
  return datasetIs.kind === 'atDepth' || datasetIs.kind === 'eachFile'
    ? '{station}/{above}/{dataset}'
    : '{station}/{dataset}';
}
