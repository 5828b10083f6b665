'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RequestError, toRequestError } from '../lib/http/fetch-json';
import { t } from '../lib/i18n/t';
import type { PanelDataLine, PanelDataRequest } from './data-protocol';
import type { PanelAnswer, PanelContext } from './panel-type';

/** Where panels come from: a saved dashboard, a share token, or a draft in the builder. */
export interface PanelOrigin {
  dashboard?: string;
  token?: string;
}

export interface PanelQuery {
  panel?: string;
  draft?: { kind: string; config: Record<string, unknown>; time?: unknown; annotations?: readonly unknown[] };
  context: PanelContext;
  inspect?: boolean;
}

interface Waiting {
  request: PanelDataRequest;
  origin: PanelOrigin;
  resolve: (answer: PanelAnswer) => void;
  reject: (error: unknown) => void;
  signal: AbortSignal;
}

const gatherMs = 8;
let gathered: Waiting[] = [];
let _timer: ReturnType<typeof setTimeout> | undefined;
let nextKey = 0;

const newRequestId = () =>
  Array.from(
    crypto.getRandomValues(new Uint8Array(18)),
    (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[byte & 63],
  ).join('');

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    rest += value;
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest) yield rest;
}

function settle(line: string, byKey: Map<string, Waiting>) {
  const parsed = JSON.parse(line) as PanelDataLine;
  const waiting = byKey.get(parsed.key);
  byKey.delete(parsed.key);
  if ('answer' in parsed) waiting?.resolve(parsed.answer);
  else waiting?.reject(new RequestError(parsed.problem));
}

/** Panels that left the screen are stopped one by one; when none is left the whole call is. */
function followAborts(requestId: string, byKey: Map<string, Waiting>, whole: AbortController) {
  for (const [key, waiting] of byKey) {
    waiting.signal.addEventListener(
      'abort',
      () => {
        if (!byKey.delete(key)) return;
        waiting.reject(waiting.signal.reason);
        if (byKey.size === 0) whole.abort();
        else
          void fetch('/api/panels/data', {
            method: 'DELETE',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ requestId, keys: [key] }),
            keepalive: true,
          }).catch(() => undefined);
      },
      { once: true },
    );
  }
}

async function send(batch: Waiting[]) {
  const byKey = new Map(batch.map((waiting) => [waiting.request.key, waiting]));
  const whole = new AbortController();
  const requestId = newRequestId();
  followAborts(requestId, byKey, whole);
  const rejectRest = (error: unknown) => {
    for (const waiting of byKey.values()) waiting.reject(error);
  };
  try {
    const response = await fetch('/api/panels/data', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requestId, ...batch[0]?.origin, panels: batch.map((waiting) => waiting.request) }),
      signal: whole.signal,
    });
    if (!response.ok || !response.body) throw await toRequestError(response);
    for await (const line of linesOf(response.body)) if (line) settle(line, byKey);
    rejectRest(
      new RequestError({
        type: 'about:blank',
        title: t('cut off'),
        status: 0,
        code: 'cluster-unreachable',
        detail: t('The answer was cut off. Try again.'),
      }),
    );
  } catch (error) {
    rejectRest(
      error instanceof RequestError || whole.signal.aborted
        ? error
        : new RequestError({
            type: 'about:blank',
            title: 'offline',
            status: 0,
            code: 'cluster-unreachable',
            detail: t('Oriel did not answer. Check that it runs and that you are online.'),
          }),
    );
  }
}

function flush() {
  _timer = undefined;
  const groups = new Map<string, Waiting[]>();
  for (const waiting of gathered) {
    const key = JSON.stringify(waiting.origin);
    groups.set(key, [...(groups.get(key) ?? []), waiting]);
  }
  gathered = [];
  for (const batch of groups.values()) {
    const wanted = batch.filter((waiting) => !waiting.signal.aborted);
    if (wanted.length > 0) void send(wanted);
  }
}

/** All panels asked for within a few milliseconds travel in one call; their answers come back one by one. */
function fetchPanel(origin: PanelOrigin, query: PanelQuery, signal: AbortSignal): Promise<PanelAnswer> {
  return new Promise((resolve, reject) => {
    const request: PanelDataRequest = {
      key: `p${nextKey++}`,
      panel: query.panel,
      draft: query.draft,
      context: query.context,
      inspect: query.inspect ?? false,
    };
    gathered.push({ request, origin, resolve, reject, signal });
    _timer ??= setTimeout(flush, gatherMs);
  });
}

/** The kind of a draft; undefined for a saved panel, which has its own place. */
const kindOf = (asked: unknown): string | undefined => (asked as PanelQuery['draft'])?.kind;

/**
 * One panel's answer, kept while a newer one is on its way. `refresh` counts up with every tick of the dashboard.
 * `first` is the answer that came with the page, for the query as it stands when the panel appears.
 */
export function usePanelData(
  origin: PanelOrigin,
  query: PanelQuery,
  options: { enabled: boolean; refresh: number; first: PanelAnswer | undefined },
) {
  const client = useQueryClient();
  const queryKey = ['panel', origin, query.panel ?? query.draft, query.context, query.inspect ?? false, options.refresh];
  useState(() => options.first && client.setQueryData(queryKey, (known?: PanelAnswer) => known ?? options.first));
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchPanel(origin, query, signal),
    enabled: options.enabled,
    // the picture before stands until the next one comes, unless another kind of panel is to draw it
    placeholderData: (previous, query) => (kindOf(query?.queryKey[2]) === kindOf(queryKey[2]) ? previous : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

/** One answer outside React's render, for what is opened of a panel. */
export const answerPanel = (origin: PanelOrigin, query: PanelQuery, signal: AbortSignal): Promise<PanelAnswer> =>
  fetchPanel(origin, query, signal);

/** One answer outside React, for the inspector. */
export function inspectPanel(origin: PanelOrigin, query: PanelQuery): Promise<PanelAnswer> {
  return fetchPanel(origin, { ...query, inspect: true }, new AbortController().signal);
}
