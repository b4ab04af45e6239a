import { byteSize } from '../byteSize';

/** `0.4 %` or `212 %`: of one processor. */
export function percentText(percent: number): string {
  return `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/** What a container uses, for a row: `12 % · 340 MB`. */
export function usageText({ cpuPercent, memory }: { cpuPercent: number; memory: number }): string {
  return `${percentText(cpuPercent)} · ${byteSize(memory)}`;
}
