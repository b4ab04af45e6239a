import { applyEdits, modify } from 'jsonc-parser';
import type { ContainerSpec } from '../containerSpec';
import { formattingOf } from '../jsonFormatting';
import { applySpecPatch } from '../lint/specFinding';
import type { Devcontainer } from './devcontainer';
import { toDevcontainer, writtenProperties } from './toDevcontainer';

/** A `devcontainer.json` that is there already, and what it says. */
export interface PresentDevcontainer {
  readonly text: string;
  readonly devcontainer: Devcontainer;
}

/** What {@link writeDevcontainer} writes. */
export interface DevcontainerContent {
  readonly spec: ContainerSpec;
  readonly hostFolder: string;
  /** What people call it, in a new file. */
  readonly name: string;
  /** The name that a container gets when the file gives it none. */
  readonly containerName: string;
  /** It was read from a container that exists, so that some of it was filled in by the engine. */
  readonly fromContainer: boolean;
  /** The container was made from the file that is there, so what it is made from stays. */
  readonly keepSource: boolean;
}

/** The text of a file, and what of the specification it cannot say. */
export interface DevcontainerText {
  readonly text: string;
  /** As words of a `docker run` line. */
  readonly unsupported: readonly string[];
}

/**
 * The text of a `devcontainer.json` that makes the container of a specification. Of a file that is
 * there, only what says something else is changed: comments, variables, commands and what other tools
 * read stay.
 */
export function writeDevcontainer(
  { spec, hostFolder, name, containerName, fromContainer, keepSource }: DevcontainerContent,
  present?: PresentDevcontainer,
): DevcontainerText {
  const { properties, unsupported } = toDevcontainer(
    applySpecPatch(spec, {
      ...(spec.name === containerName && { name: undefined }),
      // The engine's own choice, which depends on its machine, looks like one that was made.
      ...(fromContainer && { cgroupns: present?.devcontainer.spec.cgroupns }),
    }),
    hostFolder,
  );
  if (!present) {
    return { text: `${JSON.stringify({ name, ...properties }, null, 2)}\n`, unsupported };
  }
  const before = toDevcontainer(withGpu(present.devcontainer), hostFolder).properties;
  let { text } = present;
  const set = (property: string, value: unknown): void => {
    const formattingOptions = formattingOf(text);
    text = applyEdits(text, modify(text, [property], value, { formattingOptions }));
  };
  for (const property of writtenProperties) {
    const isSource = property === 'image';
    if (isSource && keepSource) {
      continue;
    }
    if (isSource && present.devcontainer.source.kind !== 'image') {
      otherSources.forEach((other) => set(other, undefined));
    }
    if (JSON.stringify(before[property]) !== JSON.stringify(properties[property])) {
      set(property, properties[property]);
    }
  }
  return { text, unsupported };
}

const otherSources = [
  'build',
  'dockerFile',
  'context',
  'dockerComposeFile',
  'service',
  'runServices',
];

/** The container that the file makes on an engine with GPUs. */
function withGpu({ spec, gpu }: Devcontainer): ContainerSpec {
  return gpu === 'none' || spec.gpus ? spec : { ...spec, gpus: [{ count: -1 }] };
}
