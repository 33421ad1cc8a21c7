import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { deleteMonitor, pauseMonitor, resumeMonitor, type Monitor } from '../api/uptime';
import { useMay } from '../shell/session';
import { Button, ConfirmButton, fail, Icon, tell } from '../ui';

export function MonitorActions({ monitor }: { monitor: Monitor }) {
  const manager = useMay('manager');
  const client = useQueryClient();
  const navigate = useNavigate();
  const refresh = () => client.invalidateQueries({ queryKey: ['monitors'] });
  const paused = monitor.status.state === 'PAUSED';
  const toggle = useMutation({
    mutationFn: () => (paused ? resumeMonitor(monitor.id) : pauseMonitor(monitor.id)),
    onSuccess: () => {
      tell(paused ? `${monitor.name} is watched again` : `${monitor.name} is paused`);
      return refresh();
    },
    onError: (error) => fail(paused ? 'Not resumed' : 'Not paused', error),
  });
  const remove = async () => {
    try {
      await deleteMonitor(monitor.id);
    } catch (error) {
      fail('Not deleted', error);
      throw error;
    }
    tell(`${monitor.name} is no longer watched`);
    await navigate({ to: '/' });
    await refresh();
  };
  if (!manager) return null;
  return (
    <>
      {paused ? (
        <Button leftSection={<Icon name="play" size={13} />} disabled={toggle.isPending} onClick={() => toggle.mutate()}>
          Resume
        </Button>
      ) : (
        <ConfirmButton
          variant="default"
          leftSection={<Icon name="pause" size={13} />}
          title={`Pause ${monitor.name}?`}
          text="It is not checked and raises no alert until somebody resumes it. The time counts as not measured."
          confirm="Pause"
          onConfirm={() => toggle.mutateAsync()}
        >
          Pause
        </ConfirmButton>
      )}
      <ConfirmButton
        variant="default"
        leftSection={<Icon name="trash" size={13} />}
        title={`Delete ${monitor.name}?`}
        text="Checks stop and the monitor disappears from here. Objectives over it get no further data. This cannot be taken back."
        confirm="Delete"
        danger
        onConfirm={remove}
      >
        Delete
      </ConfirmButton>
    </>
  );
}
