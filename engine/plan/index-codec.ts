const [fast, compact] = [
  ['default', 'lz4'],
  ['best_compression', 'zlib', 'zstd', 'zstd_no_dict'],
];

/** What `index.codec` may say, of Elasticsearch and OpenSearch alike. */
export const codecs = [...fast, ...compact];

/** Whether an index keeps its documents so that they take least room, at some cost for each that is read. */
export const isCompactCodec = (codec: unknown): boolean => compact.includes(String(codec));
