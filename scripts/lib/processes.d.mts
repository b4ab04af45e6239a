/** The file of a program in the search path, or undefined. */
export function findProgram(name: string, searchPath?: string): string | undefined;
