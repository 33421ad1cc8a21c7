/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const console = process.env.TOCSIN_CONSOLE_URL ?? 'http://localhost:8080';

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => ({
  plugins: [react(), ...(mode === 'sample' ? [(await import('./dev/sampleApi.ts')).sampleApi()] : [])],
  // Replaced for every request by the route that serves index.html; the dev server must not set one.
  html: mode === 'production' ? { cspNonce: '__NONCE__' } : {},
  build: {
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    assetsDir: 'assets',
    sourcemap: false,
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5173,
    proxy: mode === 'sample' ? {} : { '/api': console, '/auth': console, '/live': console },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    env: { TZ: 'UTC' },
  },
}));
