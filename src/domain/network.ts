/** A network as a list shows it. */
export interface NetworkSummary {
  readonly id: string;
  readonly name: string;
  /** Such as `bridge`, `host`, `null`, `macvlan`. */
  readonly driver: string;
  readonly scope: string;
  /** Cut off from the world outside. */
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipv6: boolean;
  /** Milliseconds since the epoch; 0 where the engine does not say. */
  readonly created: number;
  readonly subnets: readonly Subnet[];
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Comes with the engine and cannot be removed. */
  readonly isPredefined: boolean;
}

export interface Subnet {
  /** Such as `172.20.0.0/16`. */
  readonly subnet: string;
  readonly gateway?: string;
  /** The part of the subnet that containers get addresses from. */
  readonly ipRange?: string;
}

/** What `inspect` adds: who is on the network. */
export interface NetworkDetails extends NetworkSummary {
  /** Of the running containers; a stopped one has no address. */
  readonly members: readonly NetworkMember[];
}

export interface NetworkMember {
  readonly containerId: string;
  readonly name: string;
  /** With the length of the prefix, as `172.20.0.2/16`. */
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly macAddress?: string;
}

/** What a network is to be. */
export interface NetworkSpec {
  readonly name: string;
  /** The engine's default, which is `bridge`, unless given. */
  readonly driver?: string;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly ipv6?: boolean;
  readonly subnets?: readonly Subnet[];
  readonly options?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** How a container is to be on a network. */
export interface NetworkEndpoint {
  /** Further names by which others on the network find it. */
  readonly aliases?: readonly string[];
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly links?: readonly string[];
}
