import type { ContainerEngine } from '../../engine/containerEngine';
import { runInContainer } from '../../engine/runInContainer';

/** A folder or file of a container, and what tells whether it has changed. */
export interface FoundFolder {
  readonly containerPath: string;
  /** Without links; the same where none leads there. */
  readonly realContainerPath: string;
  readonly fingerprint: string;
}

/** Looks at folders by one exec; those that are not there are left out. */
export async function fingerprintFolders(
  engine: ContainerEngine,
  container: string,
  containerPaths: readonly string[],
  signal?: AbortSignal,
): Promise<readonly FoundFolder[]> {
  const { stdout } = await runInContainer(
    engine,
    container,
    { argv: ['sh', '-c', script, 'sh', ...containerPaths], processGroup: true },
    signal,
  );
  return stdout.split('\n').flatMap((line) => {
    const [fingerprint, containerPath, realContainerPath] = line.split('\t');
    return fingerprint && containerPath && realContainerPath
      ? [{ fingerprint, containerPath, realContainerPath }]
      : [];
  });
}

/** Installing a package changes names and times in the listing; access times are not in it. */
const script = String.raw`
for path; do
  if [ -e "$path" ]; then
    real=$(readlink -f "$path" 2>/dev/null || printf '%s' "$path")
    sum=$(LC_ALL=C ls -lnR "$real" 2>/dev/null | cksum | tr ' ' -)
    printf '%s\t%s\t%s\n' "$sum" "$path" "$real"
  fi
done
`;
