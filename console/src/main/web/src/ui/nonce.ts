import { setNonce } from 'get-nonce';

/** The nonce of this page's script tag; every style element that a library makes must carry it. */
export const nonce: string = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
if (nonce) setNonce(nonce);
