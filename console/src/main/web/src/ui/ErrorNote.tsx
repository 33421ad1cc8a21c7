import { Button } from '@mantine/core';
import { ApiError, reasonOf, ruleText } from '../api/http';
import { Icon } from './Icon';

/** What went wrong, in the server's own words, with a way to try again. */
export function ErrorNote({ what, error, retry }: { what: string; error: unknown; retry?: () => void }) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  return (
    <div className="error-note" role="alert">
      <Icon name="warn" />
      <div className="error-text">
        <strong>{what}</strong>
        <p>{reasonOf(error)}</p>
        {problem?.errors?.length ? (
          <ul>
            {problem.errors.map((item) => (
              <li key={`${item.field}:${item.rule}`}>
                <code>{item.field}</code> {ruleText(item.rule)}
              </li>
            ))}
          </ul>
        ) : null}
        {problem?.requestId ? (
          <p className="dim">
            Request <code>{problem.requestId}</code>
          </p>
        ) : null}
      </div>
      {retry ? (
        <Button variant="default" onClick={retry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
