import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { nonce } from './nonce';
import { theme, variables } from './theme';

/** Theme, notifications and the nonce for everything below. */
export function Provider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="bottom-right" limit={4} autoClose={5_000} />
      {children}
    </MantineProvider>
  );
}
