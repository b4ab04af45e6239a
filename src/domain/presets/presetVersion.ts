/** The first CMake that reads a version of presets, by that version. */
const firstCMake: Readonly<Record<number, string>> = {
  1: '3.19',
  2: '3.20',
  3: '3.21',
  4: '3.23',
  5: '3.24',
  6: '3.25',
  7: '3.27',
  8: '3.28',
  9: '3.30',
  10: '3.31',
  11: '4.3',
};

/** The CMake that a version of presets needs. One that is newer than Drydock needs at least the newest known. */
export function cmakeForPresets(version: number): string {
  const known = Math.max(1, Math.min(version, 11));
  return firstCMake[known] ?? '3.19';
}

/** The CMake that has `cmake --workflow`. */
export const cmakeForWorkflows = '3.25';
