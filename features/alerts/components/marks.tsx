import { t } from '../../../lib/i18n/t';
import type { AlertRow, RuleDefinition } from '../schema';

const severities: Record<RuleDefinition['severity'], string> = { info: 'accent', warning: 'warning', critical: 'danger' };

export function SeverityChip({ severity }: { severity: RuleDefinition['severity'] }) {
  return <span className={`chip ${severities[severity]}`}>{severity}</span>;
}

const states: Record<AlertRow['status'], [tone: string, name: string]> = {
  pending: ['', 'pending'],
  open: ['danger', 'open'],
  acknowledged: ['warning', 'acknowledged'],
  recovered: ['success', 'recovered'],
};

export function StatusChip({ status }: { status: AlertRow['status'] }) {
  const [tone, name] = states[status];
  return <span className={`chip ${tone}`}>{name}</span>;
}

/** "3 min", "2 h 5 min": how long something took. */
export function spanText(fromMs: number, toMs: number): string {
  const seconds = Math.max(0, Math.round((toMs - fromMs) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : t('{hours} h {minutes} min', { hours, minutes: minutes % 60 });
  return t('{days} days', { days: Math.round(hours / 24) });
}
