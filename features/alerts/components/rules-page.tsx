'use client';

import { IconBell } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Moment } from '@/components/ui/moment';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { Switch } from '@/components/ui/switch';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { RuleChange, RuleRow } from '../schema';
import { countedSpan } from '../words';
import { AlertHead, NewRule } from './alert-tabs';
import { SeverityChip } from './marks';

const hourMs = 3_600_000;

function LastRun({ rule }: { rule: RuleRow }) {
  if (!rule.lastRun) return <span className="t3">{t('not yet')}</span>;
  if (rule.lastRun.error)
    return (
      <span className="form-error" title={rule.lastRun.error}>
        {t('failed: {error}', { error: rule.lastRun.error })}
      </span>
    );
  return (
    <span>
      <Moment at={rule.lastRun.at} />
      <span className="t3"> {t('· {tookMs} ms', { tookMs: rule.lastRun.tookMs })}</span>
    </span>
  );
}

/** Every rule, whether it works, and what it finds. */
export function RulesPage({ rules, mayEdit }: { rules: RuleRow[]; mayEdit: boolean }) {
  const router = useRouter();
  const toast = useToast();
  const change = useMutation({
    mutationFn: ({ id, ...body }: RuleChange & { id: string }) => fetchJson(`/api/alert-rules/${id}`, { method: 'PATCH', body }),
    onSuccess: () => router.refresh(),
    onError: (error: Error) => toast(error.message),
  });
  const isMuted = (rule: RuleRow) => rule.mutedUntil !== null && Date.parse(rule.mutedUntil) > Date.now();
  return (
    <>
      <AlertHead actions={mayEdit && <NewRule />} />
      <div className="page">
        {rules.length === 0 ? (
          <StateBlock
            level="h2"
            icon={<IconBell size={20} />}
            title={t('No rules yet')}
            actions={
              mayEdit && (
                <Link href="/alerts/rules/new" className="btn solid">
                  {t('Write a rule')}
                </Link>
              )
            }
          >
            {t(
              'A rule says what is wrong: a number above a limit, a change against the usual, silence. Or open a chart’s menu on a dashboard and choose “Alert on this”.',
            )}
          </StateBlock>
        ) : (
          <PlainTable
            columns={[t('Rule'), t('Every'), t('Last look'), t('Open'), t('On')]}
            rows={rules.map((rule) => ({
              key: rule.id,
              cells: [
                <div key="name" style={{ display: 'grid', gap: 2 }}>
                  <span className="row wrap" style={{ gap: 8 }}>
                    <Link href={`/alerts/rules/${rule.id}`} style={{ fontWeight: 600 }}>
                      {rule.name}
                    </Link>
                    <SeverityChip severity={rule.severity} />
                    {isMuted(rule) && <span className="chip">{t('muted')}</span>}
                  </span>
                  <span className="t3">{rule.sentence}</span>
                </div>,
                countedSpan(rule.intervalSeconds),
                <LastRun key="run" rule={rule} />,
                rule.openAlerts > 0 ? (
                  <Link key="open" href="/alerts" className="chip danger">
                    {rule.openAlerts}
                  </Link>
                ) : (
                  <span key="open" className="t3 num">
                    0
                  </span>
                ),
                <Switch key="on" checked={rule.enabled} onChange={(enabled) => mayEdit && change.mutate({ id: rule.id, enabled })}>
                  <span className="visually-hidden">{rule.name}</span>
                </Switch>,
              ],
              actions: mayEdit && (
                <button
                  type="button"
                  className="btn sm line"
                  onClick={() =>
                    change.mutate({ id: rule.id, mutedUntil: isMuted(rule) ? null : new Date(Date.now() + hourMs).toISOString() })
                  }
                >
                  {isMuted(rule) ? t('Unmute') : t('Mute for 1 h')}
                </button>
              ),
            }))}
          />
        )}
      </div>
    </>
  );
}
