export function packagesOf(inputs: Iterable<string>): string[];
export function noticesOf(packages: readonly string[], root: string): string;
