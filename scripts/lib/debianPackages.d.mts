/** Makes sure that each Debian package is there, told by its probe. */
export function installDebianPackages(
  probes: Readonly<Record<string, () => boolean>>,
  options?: { readonly optional?: boolean },
): Promise<boolean>;

/** The id of the Linux distribution, such as `debian`, or undefined elsewhere. */
export function linuxDistribution(): string | undefined;
