/** What the variables of a `devcontainer.json` stand for. */
export interface DevcontainerVariables {
  readonly localWorkspaceFolder: string;
  readonly localWorkspaceFolderBasename: string;
  /** Absent where it is not known yet: in the property that says it. */
  readonly containerWorkspaceFolder?: string;
  readonly devcontainerId: string;
  /** The environment of the editor. */
  readonly localEnv: Readonly<Record<string, string | undefined>>;
}

/** A text with its variables filled in, and what was strange about them. */
interface SubstitutedText {
  readonly text: string;
  /** `${…}` that no `devcontainer.json` knows; they stay as they are. */
  readonly unknown: readonly string[];
  /** Names of variables of the editor's environment that are not set and have no default. */
  readonly unset: readonly string[];
  /** The text still has a `${containerEnv:…}`, which only the running container can answer. */
  readonly needsContainer: boolean;
}

const variable = /\$\{([A-Za-z]+)(?::([^}:]*)(?::([^}]*))?)?\}/g;

/** Fills in the variables of a text, except those that only a running container knows. */
export function substituteVariables(
  text: string,
  variables: DevcontainerVariables,
): SubstitutedText {
  const unknown: string[] = [];
  const unset: string[] = [];
  let needsContainer = false;
  const substituted = text.replace(
    variable,
    (whole: string, kind: string, name?: string, fallback?: string) => {
      switch (kind) {
        case 'localEnv':
        case 'env': {
          const value = variables.localEnv[name ?? ''] ?? fallback;
          if (value === undefined) {
            unset.push(name ?? '');
          }
          return value ?? '';
        }
        case 'containerEnv':
          needsContainer = true;
          return whole;
        default: {
          const value = plainVariable(kind, variables);
          if (value === undefined) {
            unknown.push(whole);
          }
          return value ?? whole;
        }
      }
    },
  );
  return { text: substituted, unknown, unset, needsContainer };
}

/** Fills in `${containerEnv:NAME:default}`; `env` is the container's, as `KEY=value`. */
export function substituteContainerEnv(text: string, env: readonly string[]): string {
  return text.replace(variable, (whole: string, kind: string, name?: string, fallback?: string) => {
    if (kind !== 'containerEnv') {
      return whole;
    }
    const start = `${name ?? ''}=`;
    const entry = env.find((each) => each.startsWith(start));
    return entry?.slice(start.length) ?? fallback ?? '';
  });
}

function plainVariable(kind: string, variables: DevcontainerVariables): string | undefined {
  const { containerWorkspaceFolder } = variables;
  switch (kind) {
    case 'localWorkspaceFolder':
      return variables.localWorkspaceFolder;
    case 'localWorkspaceFolderBasename':
      return variables.localWorkspaceFolderBasename;
    case 'containerWorkspaceFolder':
      return containerWorkspaceFolder;
    case 'containerWorkspaceFolderBasename':
      return containerWorkspaceFolder?.replace(/\/+$/, '').replace(/^.*\//, '');
    case 'devcontainerId':
      return variables.devcontainerId;
    default:
      return undefined;
  }
}
