// What every client sends: the same lines, so that the test can count them.
export const base = process.env.TOCSIN_LOGS_URL;
export const key = process.env.TOCSIN_INGEST_KEY;
export const service = process.env.SERVICE;
export const count = Number(process.env.LINES);
export const traceId = process.env.TRACE_ID;
export const spanId = process.env.SPAN_ID;

/** Calls error for every third line and warn for the others. */
export function lines(error, warn) {
  for (let i = 0; i < count; i++) {
    if (i % 3 === 0) {
      error(`order ${i} failed`, i);
    } else {
      warn(`order ${i} is slow`, i);
    }
  }
}
