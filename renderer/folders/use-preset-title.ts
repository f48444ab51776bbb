import { useCall } from '../api/use-call';

/** The instrument of a preset as people call it; the preset's own name until that is known. */
export function usePresetTitle(name: string): string {
  const presets = useCall('folder.presets', {});
  const known = presets.outcome?.ok === true ? presets.outcome.value : [];
  return known.find((preset) => preset.name === name)?.title ?? name;
}
