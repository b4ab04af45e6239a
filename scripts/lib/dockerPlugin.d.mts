export function dockerPlugin(name: 'compose' | 'buildx'): Promise<string>;
