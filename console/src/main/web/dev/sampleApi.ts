import type { Plugin } from 'vite';
export function sampleApi(): Plugin { return { name: 'sample-api' }; }
