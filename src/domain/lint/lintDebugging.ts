import type { ContainerSpec } from '../containerSpec';
import type { SpecFacts, SpecFinding } from './specFinding';

/** What a debugger needs, and what gives away more than it needs. */
export function lintDebugging(spec: ContainerSpec, facts: SpecFacts): SpecFinding[] {
  return spec.privileged === true
    ? [privileged(spec), ...lintInit(spec)]
    : [...lintPtrace(spec, facts), ...lintSeccomp(spec), ...lintInit(spec)];
}

function privileged(spec: ContainerSpec): SpecFinding {
  return {
    code: 'privileged',
    severity: 'warning',
    field: 'privileged',
    message:
      'A privileged container can change everything on its host; a debugger needs only "--cap-add SYS_PTRACE" and "--security-opt seccomp=unconfined".',
    fix: {
      title: 'Allow Debugging Only',
      patch: {
        privileged: undefined,
        capAdd: grantsPtrace(spec) ? spec.capAdd : [...(spec.capAdd ?? []), 'SYS_PTRACE'],
        securityOpt: seccompOption(spec)
          ? spec.securityOpt
          : [...(spec.securityOpt ?? []), 'seccomp=unconfined'],
      },
    },
  };
}

/**
 * A debugger may always trace what it starts. Attaching to a running program needs the capability
 * where Yama asks for it; at its level 3 nobody may trace anything.
 */
function lintPtrace(spec: ContainerSpec, { ptraceScope }: SpecFacts): SpecFinding[] {
  if (ptraceScope === 3) {
    return [
      {
        code: 'debuggerDenied',
        severity: 'warning',
        field: 'capAdd',
        message:
          'The host forbids all debugging (kernel.yama.ptrace_scope is 3), in containers as well; only a restart of the host with another value changes that.',
      },
    ];
  }
  return ptraceScope === 0 || grantsPtrace(spec)
    ? []
    : [
        {
          code: 'ptraceDenied',
          severity: ptraceScope === undefined ? 'information' : 'warning',
          field: 'capAdd',
          message:
            ptraceScope === undefined
              ? 'Without "--cap-add SYS_PTRACE" a debugger can start programs, but may not be able to attach to running ones.'
              : 'Without "--cap-add SYS_PTRACE" a debugger can start programs, but cannot attach to running ones, because the host restricts it (kernel.yama.ptrace_scope).',
          fix: {
            title: 'Add "--cap-add SYS_PTRACE"',
            patch: { capAdd: [...(spec.capAdd ?? []), 'SYS_PTRACE'] },
          },
        },
      ];
}

/** The default profile refuses `personality(ADDR_NO_RANDOMIZE)` and `perf_event_open`. */
function lintSeccomp(spec: ContainerSpec): SpecFinding[] {
  return seccompOption(spec)
    ? []
    : [
        {
          code: 'seccompFilters',
          severity: 'information',
          field: 'securityOpt',
          message:
            'Under the engine\'s own seccomp profile addresses differ from run to run under a debugger, and perf and rr do not work; "--security-opt seccomp=unconfined" allows them.',
          fix: {
            title: 'Add "--security-opt seccomp=unconfined"',
            patch: { securityOpt: [...(spec.securityOpt ?? []), 'seccomp=unconfined'] },
          },
        },
      ];
}

function lintInit({ init }: ContainerSpec): SpecFinding[] {
  return init === true
    ? []
    : [
        {
          code: 'noInit',
          severity: 'information',
          field: 'init',
          message:
            'Without "--init" programs that a debugger leaves behind stay as zombies until the container stops.',
          fix: { title: 'Add "--init"', patch: { init: true } },
        },
      ];
}

function grantsPtrace({ capAdd = [] }: ContainerSpec): boolean {
  return capAdd.some((name) => /^(?:ALL|(?:CAP_)?SYS_PTRACE)$/i.test(name.trim()));
}

function seccompOption({ securityOpt = [] }: ContainerSpec): boolean {
  return securityOpt.some((option) => /^seccomp[=:]/.test(option));
}
