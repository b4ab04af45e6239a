import { isIP } from 'node:net';

/** Whether a text is a subnet as the engine takes it, such as `172.28.0.0/16` or `fd00::/64`. */
export function isSubnet(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  const bits = bitsOf(address);
  return bits > 0 && rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= bits;
}

/** The addresses of a container on a network, one for each kind, from what a person typed. */
export function parseAddresses(
  text: string,
): { readonly ipv4?: string; readonly ipv6?: string } | undefined {
  const words = typedWords(text);
  const ipv4 = words.filter((word) => isIP(word) === 4);
  const ipv6 = words.filter((word) => isIP(word) === 6);
  if (ipv4.length > 1 || ipv6.length > 1 || ipv4.length + ipv6.length < words.length) {
    return undefined;
  }
  return { ...(ipv4[0] ? { ipv4: ipv4[0] } : {}), ...(ipv6[0] ? { ipv6: ipv6[0] } : {}) };
}

/** The words that a person typed, with commas or spaces between them. */
export function typedWords(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function bitsOf(address: string): number {
  switch (isIP(address)) {
    case 4:
      return 32;
    case 6:
      return 128;
    default:
      return 0;
  }
}
