# One image, three commands: web, worker, all. Not Alpine: some packages bring binaries for glibc.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run -s build && node scripts/image-tree.ts /out

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 SMTP_HOST=0.0.0.0 TANDEM_DATA=/data
RUN mkdir /data /secrets && chown node:node /data /secrets
WORKDIR /app
COPY --from=build --chown=node:node /out ./
USER node
VOLUME /data
EXPOSE 3000 2525
ENTRYPOINT ["/app/scripts/entrypoint.sh"]
CMD ["all"]
