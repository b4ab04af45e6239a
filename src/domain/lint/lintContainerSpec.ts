import type { ContainerSpec } from '../containerSpec';
import { lintDebugging } from './lintDebugging';
import { lintGpus } from './lintGpus';
import { lintLife } from './lintLife';
import { lintMounts } from './lintMounts';
import { lintPorts } from './lintPorts';
import { lintResources } from './lintResources';
import type { SpecFacts, SpecFinding } from './specFinding';

const severities: readonly SpecFinding['severity'][] = ['error', 'warning', 'information'];

/** What will hurt whoever makes this container and works in it; the worst comes first. */
export function lintContainerSpec(spec: ContainerSpec, facts: SpecFacts = {}): SpecFinding[] {
  return [lintLife, lintMounts, lintPorts, lintGpus, lintResources, lintDebugging]
    .flatMap((lint) => lint(spec, facts))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
