export function hasWideRegisters(): boolean;
