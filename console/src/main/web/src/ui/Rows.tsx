import { Skeleton } from '@mantine/core';

/** Grey rows in the place of data that is on its way. */
export function Rows({ count = 4, height = 28 }: { count?: number; height?: number }) {
  return (
    <div className="rows" aria-busy="true" aria-label="Loading" role="status">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={height} />
      ))}
    </div>
  );
}
