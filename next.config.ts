import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  output: 'standalone',
  typedRoutes: true,
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: [
    '@node-rs/argon2',
    'pino',
    'pino-pretty',
    'postgres',
    'nodemailer',
    'pg-boss',
    'smtp-server',
  ],
};

export default createNextIntlPlugin('./messages/request.ts')(config);
