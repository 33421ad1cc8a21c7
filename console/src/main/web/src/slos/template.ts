import type { Monitor } from '../api/uptime';

/** A complete OpenSLO definition to start from, over a monitor that exists. */
export function template(monitor: Pick<Monitor, 'name' | 'service'> | undefined): string {
  const name = monitor?.name ?? 'shop';
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${slug}-availability
  displayName: ${JSON.stringify(`${name} answers`)}
spec:
  service: ${monitor?.service ?? 'shop'}
  description: Requests from every region get the expected status.
  indicator:
    metadata:
      name: ${slug}-probes
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource:
            type: tocsin-monitor
            spec:
              monitor: ${JSON.stringify(name)}
        total:
          metricSource:
            type: tocsin-monitor
            spec:
              monitor: ${JSON.stringify(name)}
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: available
      target: 0.999
`;
}
