import { useQuery } from '@tanstack/react-query';
import { readImpact, type Incident } from '../api/incidents';
import { Ago } from '../time/Time';
import { ErrorNote, Panel, Rows } from '../ui';
import { figureText, newestAnswers } from './impact';
import { SmartLink } from './SmartLink';

/** How bad it is, in the numbers of the sibling services, as they were stored. */
export function ImpactPanel({ incident }: { incident: Incident }) {
  const impact = useQuery({ queryKey: ['incidents', 'impact', incident.id], queryFn: () => readImpact(incident.id) });
  const answers = newestAnswers(impact.data?.items ?? []);
  return (
    <Panel flush title="Impact">
      {impact.isPending ? <Rows count={3} /> : null}
      {impact.isError && !impact.data ? <ErrorNote what="Impact cannot be read" error={impact.error} /> : null}
      {impact.data && !answers.length ? <p className="side-row dim">The services are being asked.</p> : null}
      <ul className="list">
        {answers.map((answer) => (
          <li key={answer.source} className="side-row">
            <div className="line impact-source">
              <strong>{answer.source}</strong>
              <span className="dim" title={answer.query}>
                asked <Ago at={answer.askedAt} />
              </span>
            </div>
            {!answer.available ? <div className="dim">Not available{answer.reason ? `: ${answer.reason}` : ''}</div> : null}
            {answer.available && !answer.figures.length ? <div className="dim">Nothing touched.</div> : null}
            <dl className="impact">
              {answer.figures.map((figure, index) => (
                <div key={figure.id ?? index} title={figure.detail ?? undefined}>
                  <dt className="tap">{figure.link && figure.label ? <SmartLink href={figure.link}>{figure.label}</SmartLink> : figure.label}</dt>
                  <dd className="num">{figureText(figure)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
