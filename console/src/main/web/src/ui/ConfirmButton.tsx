import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';

interface Props extends Pick<ButtonProps, 'variant' | 'size' | 'color' | 'leftSection' | 'className' | 'disabled'> {
  children: ReactNode;
  title: string;
  text: ReactNode;
  confirm: string;
  danger?: boolean;
  onConfirm: () => Promise<unknown>;
}

/** A button for what cannot be taken back: asks first, says what will happen. */
export function ConfirmButton({ children, title, text, confirm, danger, onConfirm, ...button }: Props) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await onConfirm();
      setOpen(false);
    } catch {
      // The caller told the reason; the question stays open.
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={title}>
        <div className="confirm-text">{text}</div>
        <div className="confirm-buttons">
          <Button variant="default" size="sm" onClick={() => setOpen(false)} data-autofocus>
            Cancel
          </Button>
          <Button size="sm" color={danger ? 'red.9' : undefined} disabled={busy} onClick={run}>
            {confirm}
          </Button>
        </div>
      </Modal>
    </>
  );
}
