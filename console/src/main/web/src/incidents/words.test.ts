import { describe, expect, it } from 'vitest';
import type { Incident } from '../api/incidents';
import { acknowledgedBy, began, elapsed, escalationText, kindOf, localPath, pageState, rowOf, safeHref } from './words';

const opened = Date.parse('2026-11-20T14:02:00Z');
const incident: Incident = {
  id: 'a',
  number: 7,
  title: 'checkout is down',
  service: 'checkout',
  severity: 'critical',
  state: 'triggered',
  openedAt: new Date(opened).toISOString(),
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  alerts: [
    { dedupKey: 'monitor:1', source: 'uptime-prober', status: 'firing', title: 't', count: 1, firstAt: new Date(opened - 9_000).toISOString(), lastAt: new Date(opened).toISOString(), links: [] },
  ],
  nextEscalation: { at: new Date(opened + 300_000).toISOString(), level: 2, who: 'second on-call' },
  postmortemId: null,
};

describe('the countdown', () => {
  it('says who is next and in how long', () => {
    expect(escalationText(incident.nextEscalation, opened + 55_000)).toEqual({ text: 'second on-call is paged in 4:05', due: false });
  });
  it('never runs below zero', () => {
    expect(escalationText(incident.nextEscalation, opened + 301_000)).toEqual({ text: 'second on-call is being paged now', due: true });
  });
  it('stops when nothing follows', () => expect(escalationText(null, opened)).toBeNull());
});

describe('an incident', () => {
  it('lasts until it is resolved', () => {
    expect(elapsed(incident, opened + 60_000)).toBe(60_000);
    expect(elapsed({ ...incident, resolvedAt: new Date(opened + 30_000).toISOString() }, opened + 60_000)).toBe(30_000);
  });
  it('begins with its first alert', () => expect(began(incident)).toBe(new Date(opened - 9_000).toISOString()));
  it('is acknowledged at once, once, and the clock stops', () => {
    const taken = acknowledgedBy(incident, 'Primary on-call', opened);
    expect(taken).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Primary on-call', nextEscalation: null });
    expect(acknowledgedBy(taken, 'Somebody else', opened).acknowledgedBy).toBe('Primary on-call');
  });
});

it('a page says how far it got, also in a state that is new to us', () => {
  const page = { id: '1', person: 'Primary', level: 1, channel: 'email', state: 'handed_over', createdAt: '', sentAt: null, error: null };
  expect(pageState(page)).toEqual({ word: 'Sent', tone: 'good' });
  expect(pageState({ ...page, state: 'read_aloud' }).word).toBe('read aloud');
});

it.each([
  ['ack', 'Acknowledged'],
  ['resolve', 'Resolved'],
  ['reopen', 'Reopened'],
  ['page', 'Paged'],
])('a row of the kind %s is headed %s', (kind, word) => expect(rowOf({ kind, text: '' }).word).toBe(word));

it.each([
  ['Email to Primary on-call was handed over.', 'Sent'],
  ['Email to Primary on-call failed (the mail server is away): email again in 30 s.', 'Sending failed'],
  ['Email to Primary on-call is on its way.', 'Sending'],
])('an attempt to send, “%s”, is headed %s', (text, word) => expect(rowOf({ kind: 'delivery', text }).word).toBe(word));

it('an unknown kind of row is still readable', () => {
  expect(kindOf('role_taken').word).toBe('Role taken');
  expect(kindOf('note').icon).toBe('note');
});

describe('a link', () => {
  it('into the console stays in the page', () => {
    expect(localPath('http://localhost:8080/monitors/7?x=1', 'http://localhost:8080')).toBe('/monitors/7?x=1');
    expect(localPath('/slos/shop', 'http://localhost:8080')).toBe('/slos/shop');
    expect(localPath('https://example.com/x', 'http://localhost:8080')).toBeNull();
  });
  it('with a script in it is not offered', () => {
    expect(safeHref('javascript:alert(1)')).toBe(false);
    expect(safeHref('//evil.example.com')).toBe(false);
    expect(safeHref('https://example.com')).toBe(true);
  });
});
