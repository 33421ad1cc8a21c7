import type { Incident } from '../api/incidents';
import { Ago } from '../time/Time';
import { Panel, Status } from '../ui';
import { SmartLink } from './SmartLink';

/** What rang, and the way to each source. */
export function AlertsPanel({ incident }: { incident: Incident }) {
  const alerts = incident.alerts ?? [];
  return (
    <Panel flush title={alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`}>
      {alerts.length ? null : <p className="side-row dim">Opened without an alert.</p>}
      <ul className="list">
        {alerts.map((alert) => (
          <li key={alert.dedupKey} className="side-row">
            <div className="line">
              <Status tone={alert.status === 'firing' ? 'bad' : 'good'} sign={alert.status === 'firing' ? 'bell' : 'check'}>
                {alert.status === 'firing' ? 'Firing' : 'Over'}
              </Status>
              <span className="dim">{alert.source}</span>
            </div>
            <div className="wrap">{alert.title}</div>
            <div className="dim">
              {alert.count > 1 ? `${alert.count} times, ` : ''}first <Ago at={alert.firstAt} />
              {alert.count > 1 ? (
                <>
                  , last <Ago at={alert.lastAt} />
                </>
              ) : null}
            </div>
            {alert.links?.length ? (
              <div className="line tap">
                {alert.links.map((link) => (
                  <SmartLink key={link.href} href={link.href}>
                    {link.label}
                  </SmartLink>
                ))}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
