/**
 * The house: for each floor of `src/`, the floors it may import and the packages that live on it.
 * ESLint, the bundler and `test/unit/floors.test.ts` all read this one table.
 */
export const floors = {
  base: { floors: [], packages: [] },
  domain: { floors: ['base'], packages: ['jsonc-parser'] },
  gdb: { floors: ['base'], packages: [] },
  contracts: { floors: ['domain', 'base'], packages: [] },
  webviews: {
    floors: ['contracts', 'domain', 'base'],
    packages: ['@vscode-elements/elements', '@vscode/l10n', 'lit'],
  },
  engine: {
    floors: ['domain', 'base'],
    packages: ['dockerode', 'tar-stream', '@balena/dockerignore'],
  },
  project: { floors: ['engine', 'domain', 'base'], packages: [] },
  adapter: {
    floors: ['gdb', 'engine', 'domain', 'base'],
    packages: ['@vscode/debugprotocol'],
  },
  workbench: {
    floors: ['project', 'engine', 'contracts', 'domain', 'base'],
    packages: ['vscode', 'vscode-languageclient'],
  },
};

const packages = [...new Set(Object.values(floors).flatMap((floor) => floor.packages))];

/** The import patterns that a floor must not use, as `no-restricted-imports` takes them. */
export function forbiddenImports(name) {
  const floor = floors[name];
  const otherFloors = Object.keys(floors).filter(
    (other) => other !== name && !floor.floors.includes(other),
  );
  const otherPackages = packages.filter((other) => !floor.packages.includes(other));
  return [
    ...otherFloors.map((other) => ({
      regex: `^(\\.\\./)+${other}/`,
      message: `${name}/ does not import ${other}/ (ARCHITECTURE.md, "The house").`,
    })),
    ...otherPackages.map((other) => ({
      regex: `^${other}(/|$)`,
      message: `"${other}" does not live on the floor ${name}/ (ARCHITECTURE.md, "The house").`,
    })),
  ];
}

/** The floor that a file of `src/` stands on, or undefined for the composition root and the rest. */
export function floorOf(file) {
  const match = /(?:^|[\\/])src[\\/]([a-z]+)[\\/]/.exec(file);
  return match && match[1] in floors ? match[1] : undefined;
}
