import type { Plugin } from 'esbuild';

export declare const trimmedPackages: Plugin;
