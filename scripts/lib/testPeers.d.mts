/** Servers lie where a user's PATH may not lead. */
export const serverPath: string;

/** Installs what is missing of the programs that the engine's tests speak to. */
export function installTestPeers(): Promise<void>;

/** Installs what is missing of what the project suite reads code with. */
export function installCodeTools(): Promise<void>;
