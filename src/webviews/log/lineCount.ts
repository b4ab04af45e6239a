import * as l10n from '@vscode/l10n';

/** Such as `1 line` and `5,005 lines`. */
export function lineCount(count: number): string {
  return count === 1 ? l10n.t('1 line') : l10n.t('{0} lines', count.toLocaleString());
}
