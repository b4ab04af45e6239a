/** Whether `--network` names a network of the user's, which alone has aliases and scoped links. */
export function isUserDefinedNetwork(network: string | undefined): boolean {
  return (
    network !== undefined &&
    !['', 'default', 'bridge', 'host', 'none'].includes(network) &&
    !network.startsWith('container:')
  );
}
