import { type FolderRule } from './folder-rule';

/** How one kind of instrument writes, and when its data is finished. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  /** Names that speak for it, anywhere in the two topmost levels. */
  readonly signs: readonly RegExp[];
  readonly rule: Pick<
    FolderRule,
    'datasetIs' | 'include' | 'exclude' | 'quietForMs' | 'sentinels' | 'sendLast' | 'mustBeClosed'
  >;
}

const minute = 60_000;
const everyRun = {
  datasetIs: { kind: 'topLevel' },
  include: [],
  exclude: ['.DS_Store', 'Thumbs.db', 'desktop.ini', '.slipway-*'],
  quietForMs: 5 * minute,
  sentinels: [],
  sendLast: [],
  mustBeClosed: false,
} as const satisfies Preset['rule'];
const also = (...globs: readonly string[]): readonly string[] => [...everyRun.exclude, ...globs];

/** The most telling first. The figures are those of the field notes on instruments. */
export const presets: readonly Preset[] = [
  {
    name: 'illumina',
    title: 'Illumina NovaSeq, NovaSeq X',
    signs: [/^CopyComplete\.txt$/],
    // RTAComplete alone does not prove that the copy to this computer ended.
    rule: { ...everyRun, quietForMs: minute, sentinels: ['CopyComplete.txt'], sendLast: ['CopyComplete.txt'] },
  },
  {
    name: 'illumina-older',
    title: 'Illumina, older (RTAComplete)',
    signs: [/^RunInfo\.xml$/, /^RTAComplete\.(txt|xml)$/],
    rule: { ...everyRun, quietForMs: 2 * minute, sentinels: ['RTAComplete.*'], sendLast: ['RTAComplete.*'] },
  },
  {
    name: 'singular-g4',
    title: 'Singular Genomics G4',
    signs: [/^transfer_complete\.txt$/, /^run_complete\.txt$/],
    rule: {
      ...everyRun,
      quietForMs: minute,
      sentinels: ['transfer_complete.txt'],
      sendLast: ['transfer_complete.txt'],
    },
  },
  {
    name: 'nanopore',
    title: 'Oxford Nanopore (MinKNOW)',
    signs: [/^final_summary_.*\.txt$/, /^pod5(_pass)?$/, /^fastq_pass$/],
    rule: {
      ...everyRun,
      quietForMs: 2 * minute,
      exclude: also('queued_reads', 'tmp'),
      sentinels: ['final_summary_*.txt'],
      sendLast: ['final_summary_*.txt'],
    },
  },
  {
    name: 'epu',
    title: 'Thermo EPU (cryo-EM)',
    signs: [/^EpuSession\.dm$/, /^Images-Disc\d+$/],
    rule: { ...everyRun, quietForMs: 4 * 60 * minute }, // no sentinel exists; a session pauses between exposures
  },
  {
    name: 'tomo',
    title: 'Thermo Tomography 5',
    signs: [/^Session\.dm$/, /^SearchMaps$/],
    rule: { ...everyRun, quietForMs: 60 * minute },
  },
  {
    name: 'serialem',
    title: 'SerialEM',
    signs: [/\.mdoc$/, /\.nav$/],
    rule: { ...everyRun, quietForMs: 30 * minute },
  },
  {
    name: 'bruker',
    title: 'Bruker .d',
    signs: [/^analysis\.(tdf|tsf|baf)$/],
    rule: { ...everyRun, quietForMs: minute, exclude: also('*.mcf_idx-journal') }, // always locked
  },
  {
    name: 'vendor-folder',
    title: 'Agilent .d, Waters .raw folders',
    signs: [/\.d$/i, /\.raw$/i],
    rule: { ...everyRun, quietForMs: 2 * minute },
  },
  {
    name: 'container-file',
    title: 'Zeiss CZI, Leica LIF, Nikon ND2, X-ray TXRM: one file each',
    signs: [/\.(czi|lif|xlef|nd2|txrm|xrm|oir)$/i],
    rule: { ...everyRun, datasetIs: { kind: 'topLevel' }, quietForMs: 15 * minute },
  },
  {
    name: 'light-sheet',
    title: 'Light sheet',
    signs: [/_settings\.(txt|xml|json)$/i],
    rule: { ...everyRun, quietForMs: 15 * minute },
  },
  {
    name: 'general',
    title: 'Any instrument: each folder or file is one dataset',
    signs: [],
    rule: everyRun,
  },
];

export const generalTemplate = '{station}/{dataset}';

/** The preset whose sign is found, with the name that spoke for it; the general one when none is. */
export function proposePreset(names: readonly string[]): { readonly preset: Preset; readonly sign: string | null } {
  for (const preset of presets)
    for (const sign of preset.signs) {
      const found = names.find((name) => sign.test(name));
      if (found !== undefined) return { preset, sign: found };
    }
  const general = presets.at(-1);
  if (general === undefined) throw new Error('the list of presets is never empty');
  return { preset: general, sign: null };
}
