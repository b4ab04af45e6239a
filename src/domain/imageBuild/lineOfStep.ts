import type { Dockerfile, DockerfileInstruction } from './dockerfile';

/** The instruction of a step of the classic builder, which counts every instruction, from 1. */
export function classicInstruction(
  { instructions }: Dockerfile,
  step: number,
): DockerfileInstruction | undefined {
  return instructions[step - 1];
}

/**
 * The instruction of a step of BuildKit, such as `[final 2/3] RUN make`: the number counts what
 * changes files, and FROM only where its base is no other stage. A platform may stand before it.
 */
export function buildKitInstruction(
  dockerfile: Dockerfile,
  name: string,
): DockerfileInstruction | undefined {
  const match = /^\[(?:(\S+) +)?(\d+)\/\d+\] (\w+)/.exec(name.replace(/^\[[a-z]+\/[\w/]+ +/, '['));
  if (!match) {
    return undefined;
  }
  const [, stage, number, keyword] = match;
  const found = stageOf(dockerfile, stage);
  const counted = found?.instructions.filter((instruction) =>
    isCounted(dockerfile, found.base, instruction),
  );
  const instruction = counted?.[Number(number) - 1];
  return instruction?.keyword === keyword?.toUpperCase() ? instruction : undefined;
}

/** Where a builder says that the Dockerfile itself is wrong, from 1. */
export function lineOfDockerfileError(message: string): number | undefined {
  const match = /dockerfile parse error (?:on )?line (\d+)|^\S*Dockerfile\S*:(\d+)$/im.exec(
    message,
  );
  return match ? Number(match[1] ?? match[2]) : undefined;
}

/** A stage without a name is `stage-N` where there are several, and has none where it is the only one. */
function stageOf(
  { stages }: Dockerfile,
  name: string | undefined,
): Dockerfile['stages'][number] | undefined {
  if (name === undefined) {
    return stages.at(-1);
  }
  const numbered = /^stage-(\d+)$/.exec(name)?.[1];
  return (
    stages.find((stage) => stage.name === name.toLowerCase()) ??
    (numbered === undefined ? undefined : stages[Number(numbered)])
  );
}

function isCounted(
  { stages }: Dockerfile,
  base: string,
  { keyword }: DockerfileInstruction,
): boolean {
  return keyword === 'FROM'
    ? base !== 'scratch' && !stages.some(({ name }) => name === base.toLowerCase())
    : ['RUN', 'COPY', 'ADD', 'WORKDIR'].includes(keyword);
}
