/** The pages around data: what there is, where it comes from, how it is read. */
export const dataPlaces = [
  { href: '/data-views', name: 'Data views' },
  { href: '/ingest', name: 'Sources' },
  { href: '/ingest/pipelines', name: 'Pipelines' },
];
