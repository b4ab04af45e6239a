/** The host on which an engine publishes ports, from its endpoint. */
export function engineHost(endpoint: string): string {
  // A socket or a pipe is on this machine, whatever its path looks like.
  const host = /^(?:tcp|https?|ssh):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(endpoint)?.[1];
  return host?.replace(/^\[|\]$/g, '') ?? 'localhost';
}
