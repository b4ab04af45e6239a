/** One floor of the house: the floors it may import and the packages that live on it. */
export interface Floor {
  readonly floors: readonly string[];
  readonly packages: readonly string[];
}
export const floors: Readonly<Record<string, Floor>>;
export function forbiddenImports(
  name: string,
): { readonly regex: string; readonly message: string }[];
export function floorOf(file: string): string | undefined;
