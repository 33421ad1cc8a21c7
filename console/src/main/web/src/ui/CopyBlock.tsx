import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from './Icon';

/** A snippet with a button that copies it. */
export function CopyBlock({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
    setTimeout(() => setCopied('no'), 2_000);
  };
  return (
    <div className="copy-block">
      <div className="copy-head">
        <span>{label}</span>
        <Button variant="default" leftSection={<Icon name="copy" size={13} />} onClick={copy}>
          {copied === 'yes' ? 'Copied' : copied === 'failed' ? 'Select and copy by hand' : 'Copy'}
        </Button>
      </div>
      {/* A long snippet scrolls: it must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label={label}>
        {text}
      </pre>
    </div>
  );
}
