import { msg } from '../../lib/i18n/t';
/** The pages around data: what there is, where it comes from, how it is read. */
export const dataPlaces = [
  { href: '/data-views', name: msg('Data views') },
  { href: '/ingest', name: msg('Sources') },
  { href: '/ingest/pipelines', name: msg('Pipelines') },
];
