import { Kbd, Modal, Switch } from '../ui';
import { listShortcuts, setShortcutsEnabled, useShortcutsEnabled } from './keys';

export function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const enabled = useShortcutsEnabled();
  return (
    <Modal opened={opened} onClose={onClose} title="Keys that work here" size="md">
      <dl className="help-list">
        <div>
          <dt>
            <Kbd>Ctrl</Kbd> or <Kbd>⌘</Kbd> + <Kbd>K</Kbd>
          </dt>
          <dd>Search, go to, act</dd>
        </div>
        {opened
          ? listShortcuts().flatMap((group) =>
              group.shortcuts.map((item) => (
                <div key={`${group.title}${item.keys}`}>
                  <dt>
                    {item.keys.split(' ').map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{item.name}</dd>
                </div>
              )),
            )
          : null}
      </dl>
      <Switch checked={enabled} onChange={(event) => setShortcutsEnabled(event.currentTarget.checked)} label="Single-key shortcuts" size="sm" />
    </Modal>
  );
}
