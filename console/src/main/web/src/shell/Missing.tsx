import { Link } from '@tanstack/react-router';
import { Empty, Page } from '../ui';

export function Missing() {
  return (
    <Page title="Nothing here">
      <Empty title="There is no page at this address.">
        <Link to="/">Go to Now</Link>
      </Empty>
    </Page>
  );
}
